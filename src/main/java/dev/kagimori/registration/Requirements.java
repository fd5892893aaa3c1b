package dev.kagimori.registration;

import dev.kagimori.institution.Channel;
import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.Operation;
import dev.kagimori.institution.Payee;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.Factors;
import dev.kagimori.token.Token;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation asks of a user (A1, A2, B8, C7, D3, D11, D12, E4, E6, E18).
 *
 * @param registration the open one
 * @param token of that registration
 */
record Requirements(
    Terms terms,
    ContractStore.Limits contract,
    Optional<Registration> registration,
    Optional<Token> token,
    Instant now) {

  /** What is to be done at the bank. */
  record Intent(Operation operation, Payee payee, Channel channel) {}

  JsonObject of(Intent intent) {
    var factors = terms.factors(intent.operation);
    boolean setup = setupRequired();
    var factor = factor(intent, factors, setup);
    return new JsonObject()
        .put("factor", factor)
        .put("ownFactorToo", factor.equals("OTP") && factors.ownFactorToo())
        .put("dailyLimit", dailyLimit(intent, factors))
        .put("setupRequired", setup);
  }

  private String factor(Intent intent, Factors factors, boolean setup) {
    boolean login = intent.operation == Operation.LOGIN;
    if (setup && !login) return "REFUSED";
    if (login && terms.suspensionBlocksLogin() && isSuspended()) return "REFUSED";
    boolean asks =
        factors.asks(intent.channel, intent.payee)
            && registration
                .filter(open -> !login || terms.loginOtp().asks(open.loginOtp()))
                .isPresent();
    return asks ? "OTP" : otherwise(factors);
  }

  /** From the contract's date on, who has no token sets one up before anything else (D3, D11). */
  private boolean setupRequired() {
    var from = contract.otpRequiredFrom();
    return terms.setupAtLogin() && registration.isEmpty() && from != null && !now.isBefore(from);
  }

  private boolean isSuspended() {
    return token.filter(t -> t.suspension() != null).isPresent();
  }

  private @Nullable Long dailyLimit(Intent intent, Factors factors) {
    if (intent.operation != Operation.TRANSFER || intent.payee != Payee.NEW)
      return contract.dailyLimit();
    boolean otp = factors.asks(intent.channel, intent.payee) && registration.isPresent();
    var changed = registration.map(Registration::openedAt).orElse(null);
    return terms.limits().of(contract.dailyLimit(), otp, changed, now);
  }

  private static String otherwise(Factors factors) {
    return switch (factors.otherwise()) {
      case OWN_FACTOR -> "OWN_FACTOR";
      case NONE -> "NONE";
      case REFUSED -> "REFUSED";
    };
  }
}
