package dev.kagimori.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.kagimori.institution.Channel;
import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Operation;
import dev.kagimori.institution.Payee;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Totp;
import dev.kagimori.registration.Requirements.Intent;
import dev.kagimori.token.Command;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00+09:00");
  private static final long DECLARED = 500_000;

  /** A customer of a shipped institution. */
  private record Someone(
      JsonObject terms,
      boolean token,
      boolean loginOtp,
      boolean suspended,
      @Nullable Instant otpRequiredFrom) {
    static Someone of(String institution, boolean token) {
      return new Someone(TermsFile.shipped(institution), token, true, false, null);
    }

    Someone with(String json) {
      var changed = terms.copy().mergeIn(new JsonObject(json), true);
      return new Someone(changed, token, loginOtp, suspended, otpRequiredFrom);
    }

    Someone declining() {
      return new Someone(terms, token, false, suspended, otpRequiredFrom);
    }

    Someone whoIsSuspended() {
      return new Someone(terms, token, loginOtp, true, otpRequiredFrom);
    }

    Someone requiredFrom(Instant from) {
      return new Someone(terms, token, loginOtp, suspended, from);
    }

    JsonObject asks(Operation operation, Payee payee, Channel channel) {
      var read = TermsJson.read(terms);
      var serial = new SerialNumber("XX0000000001");
      var held =
          Token.fresh(
              serial, Make.Kind.SOFTWARE, Totp.of(Algorithm.SHA1, 8, 60), TokenState.IN_USE, null);
      if (suspended) held = LifeCycle.decide(held, new Command.Suspend(), read, NOW).token();
      var opened = NOW.minusSeconds(86_400);
      return new Requirements(
              read,
              new ContractStore.Limits(DECLARED, otpRequiredFrom),
              token
                  ? Optional.of(new Registration(UUID.randomUUID(), serial, loginOtp, opened))
                  : Optional.empty(),
              token ? Optional.of(held) : Optional.empty(),
              NOW)
          .of(new Intent(operation, payee, channel));
    }

    String factor(Operation operation) {
      return asks(operation, Payee.NEW, Channel.PC).getString("factor");
    }
  }

  @ParameterizedTest
  @DisplayName("A2, B8, C7, D12, E4, E6: which operations ask for a code, with a token and without")
  @CsvSource({
    "aoba, LOGIN, OTP, NONE",
    "aoba, TRANSFER, OTP, OWN_FACTOR",
    "aoba, OWN_TRANSFER, OTP, OWN_FACTOR",
    "aoba, BILL_PAYMENT, OWN_FACTOR, OWN_FACTOR",
    "aoba, CHANGE_DETAILS, OTP, OWN_FACTOR",
    "aoba, RELEASE, OTP, REFUSED",
    "kitahama, LOGIN, OTP, NONE",
    "kitahama, TRANSFER, OTP, OWN_FACTOR",
    "kitahama, OTHER_FUNDS, OTP, OWN_FACTOR",
    "kitahama, CHANGE_DETAILS, OTP, OWN_FACTOR",
    "hanamizuki, LOGIN, OTP, NONE",
    "hanamizuki, TRANSFER, OWN_FACTOR, OWN_FACTOR",
    "hanamizuki, CHANGE_DETAILS, OWN_FACTOR, OWN_FACTOR",
    "taiga, LOGIN, OTP, NONE",
    "taiga, TRANSFER, OWN_FACTOR, OWN_FACTOR",
    "minato, TRANSFER, OTP, OWN_FACTOR",
    "minato, BILL_PAYMENT, OTP, OWN_FACTOR",
    "minato, OTHER_FUNDS, OTP, OWN_FACTOR"
  })
  void factors(String institution, Operation operation, String with, String without) {
    assertEquals(with, Someone.of(institution, true).factor(operation));
    assertEquals(without, Someone.of(institution, false).factor(operation));
  }

  @Test
  @DisplayName("A1: a transfer for which no code is asked is cut, with a token too")
  void channelsWithoutCodes() {
    var aoba =
        Someone.of("aoba", true).with("{\"operations\":{\"TRANSFER\":{\"channels\":[\"PC\"]}}}");
    var pc = aoba.asks(Operation.TRANSFER, Payee.NEW, Channel.PC);
    assertEquals(DECLARED, pc.getLong("dailyLimit"));
    var mobile = aoba.asks(Operation.TRANSFER, Payee.NEW, Channel.MOBILE);
    assertEquals("OWN_FACTOR", mobile.getString("factor"));
    assertEquals(200_000, mobile.getLong("dailyLimit"));
  }

  @Test
  @DisplayName("A1: payees registered beforehand are neither cut nor asked for a code")
  void registeredPayees() {
    var without = Someone.of("aoba", false);
    var asked = without.asks(Operation.TRANSFER, Payee.REGISTERED, Channel.PC);
    assertEquals(DECLARED, asked.getLong("dailyLimit"));
    var named = without.asks(Operation.TRANSFER, Payee.NEW, Channel.PC);
    assertEquals(200_000, named.getLong("dailyLimit"));
    var with = Someone.of("aoba", true).asks(Operation.TRANSFER, Payee.NEW, Channel.PC);
    assertEquals(DECLARED, with.getLong("dailyLimit"));
    assertEquals(
        "OWN_FACTOR",
        Someone.of("aoba", true)
            .asks(Operation.TRANSFER, Payee.REGISTERED, Channel.PC)
            .getString("factor"));
  }

  @Test
  @DisplayName("A6, B7, E6: a release asks for the front end's own factor beside the code")
  void aReleaseAsksForBoth() {
    for (var institution : new String[] {"aoba", "kitahama", "hanamizuki", "minato"})
      assertEquals(
          true,
          Someone.of(institution, true)
              .asks(Operation.RELEASE, Payee.NEW, Channel.PC)
              .getBoolean("ownFactorToo"));
  }

  @Test
  @DisplayName("C1, C7: the channels that ask for a code are a term")
  void channels() {
    var someone = Someone.of("hanamizuki", true);
    var mobile = someone.asks(Operation.LOGIN, Payee.NEW, Channel.MOBILE);
    assertEquals("NONE", mobile.getString("factor"));
    assertEquals("OTP", someone.factor(Operation.LOGIN));
  }

  @Test
  @DisplayName(
      "B2, D6: suspension blocks login where the terms say so, also of who logs in without")
  void suspensionBlocksLogin() {
    for (var institution : new String[] {"kitahama", "taiga"})
      assertEquals(
          "REFUSED", Someone.of(institution, true).whoIsSuspended().factor(Operation.LOGIN));
    var minato = Someone.of("minato", true).declining().whoIsSuspended();
    assertEquals("NONE", minato.factor(Operation.LOGIN));
  }

  @Test
  @DisplayName(
      "D3, D11: set-up is required from the contract's date on, and nothing else before it")
  void setupFromTheDateOn() {
    var without = Someone.of("taiga", false);
    assertSetup(false, without);
    assertSetup(false, without.requiredFrom(NOW.plusSeconds(1)));
    assertSetup(true, without.requiredFrom(NOW));
    assertSetup(false, Someone.of("taiga", true).requiredFrom(NOW));
    assertEquals("REFUSED", without.requiredFrom(NOW).factor(Operation.TRANSFER));
    assertEquals("OWN_FACTOR", without.requiredFrom(NOW.plusSeconds(1)).factor(Operation.TRANSFER));
  }

  private static void assertSetup(boolean required, Someone someone) {
    assertEquals(
        required, someone.asks(Operation.LOGIN, Payee.NEW, Channel.PC).getBoolean("setupRequired"));
  }

  @Test
  @DisplayName("E18: a transfer without a token is the own factor's, or refused, as the terms say")
  void transfersWithoutAToken() {
    var refusing =
        Someone.of("minato", false)
            .with("{\"operations\":{\"TRANSFER\":{\"otp\":true,\"otherwise\":\"REFUSED\"}}}");
    assertEquals("REFUSED", refusing.factor(Operation.TRANSFER));
    assertEquals("OWN_FACTOR", Someone.of("minato", false).factor(Operation.TRANSFER));
  }

  @Test
  @DisplayName("E3: who declined a code at login is not asked for one there, but at transfers")
  void theLoginChoice() {
    var declining = Someone.of("minato", true).declining();
    assertEquals("NONE", declining.factor(Operation.LOGIN));
    assertEquals("OTP", declining.factor(Operation.TRANSFER));
    assertEquals("OTP", declining.with("{\"loginOtp\":\"ALWAYS\"}").factor(Operation.LOGIN));
  }

  @Test
  void noDeclaredLimitStaysNone() {
    var terms = TermsJson.read(TermsFile.shipped("minato"));
    assertNull(terms.limits().of(null, true, NOW, NOW));
  }
}
