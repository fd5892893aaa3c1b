package dev.kagimori.institution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TermsTest {
  static Stream<String> shipped() {
    return TermsFile.SHIPPED.stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedTermsAreReadAndFitTheirSchema(String institution) {
    var json = TermsFile.shipped(institution);
    assertEquals(List.of(), TermsSchema.misfits(json));
    assertFalse(TermsJson.read(json).nameJa().isEmpty());
  }

  @ParameterizedTest
  @DisplayName("a contradiction is refused, and names its place")
  @CsvSource(
      delimiter = '|',
      value = {
        "minato | {\"offered\":[\"STOP\"]} | terms.offered",
        "minato | {\"offered\":[\"START\",\"STOP\"]} | terms.offered",
        "minato | {\"offered\":[\"ISSUE\",\"START\"]} | terms.offered",
        "minato | {\"loginOtp\":\"NEVER\"} | terms.loginOtp",
        "minato | {\"setupAtLogin\":true} | terms.setupAtLogin",
        "minato | {\"limits\":{\"afterChange\":true}} | terms.limits.afterChange",
        "aoba | {\"hardwareIssue\":true} | terms.hardwareIssue",
        "aoba | {\"appIssue\":{\"make\":\"XX\"}} | terms.appIssue.make",
        "aoba | {\"appIssue\":{\"idsIn\":[]}} | terms.appIssue.idsIn",
        "aoba | {\"appIssue\":{\"startPassword\":{\"digitsMin\":8,\"digitsMax\":4}}}"
            + " | terms.appIssue.startPassword",
        "aoba | {\"waits\":{\"afterStop\":{\"kinds\":[\"HARDWARE\"]}}} |"
            + " terms.waits.afterStop.step",
        "aoba | {\"mail\":{\"senderDomains\":[\"other.example.jp\"]}} | terms.mail.senderDomains",
        "taiga | {\"waits\":{\"afterStop\":{\"kinds\":[\"SOFTWARE\"],\"step\":\"ISSUE\","
            + "\"minutes\":5}}} | terms.waits.afterStop",
        "taiga | {\"appIssue\":{\"refusedDomains\":[\"phone.example.jp\"]}}"
            + " | terms.appIssue.phoneDomains"
      })
  void aContradictionIsRefusedWithItsPlace(String institution, String change, String place) {
    var json = TermsFile.shipped(institution).mergeIn(new JsonObject(change), true);
    var refused = assertThrows(TermsRefused.class, () -> TermsJson.read(json));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(place + ": "), refused::getMessage);
  }

  @ParameterizedTest
  @DisplayName("what is out of range, of another type or unknown is refused, and names its place")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"wrongCodesMax\":11} | terms.wrongCodesMax",
        "{\"wrongCodesMax\":2.5} | terms.wrongCodesMax",
        "{\"wrongCodesMax\":\"5\"} | terms.wrongCodesMax",
        "{\"colour\":\"red\"} | terms.colour",
        "{\"name\":{\"fr\":\"x\"}} | terms.name.fr",
        "{\"fobReuse\":\"SOMETIMES\"} | terms.fobReuse",
        "{\"validity\":{\"years\":3}} | terms.validity.years",
        "{\"limits\":{\"from\":\"yesterday\"}} | terms.limits.from",
        "{\"makes\":[{}]} | terms.makes[0].prefix",
        "{\"operations\":{\"FLY\":{}}} | terms.operations.FLY",
        "{\"appIssue\":{\"startPassword\":{\"triesShort\":4}}}"
            + " | terms.appIssue.startPassword.triesShort",
        "{\"appIssue\":{\"startPassword\":{\"minutes\":1441}}}"
            + " | terms.appIssue.startPassword.minutes",
        "{\"mail\":{\"from\":\"a@b.jp\\r\\nBcc: c@d.jp\"}} | terms.mail.from"
      })
  void whatDoesNotFitIsRefusedBySchemaAndReader(String change, String place) {
    var json = TermsFile.shipped("aoba").mergeIn(new JsonObject(change), true);
    assertFalse(TermsSchema.misfits(json).isEmpty());
    var refused = assertThrows(TermsRefused.class, () -> TermsJson.read(json));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(place + ": "), refused::getMessage);
  }

  @Test
  @DisplayName("E9: the longest prefix wins")
  void theLongestPrefixWins() {
    var json = TermsFile.shipped("minato");
    var longer = json.getJsonArray("makes").getJsonObject(0).copy().put("prefix", "GM7");
    json.getJsonArray("makes").add(longer.put("name", "Newer"));
    var terms = TermsJson.read(json);
    assertEquals("Newer", terms.make("GM71234567").orElseThrow().name());
    assertEquals("Key fob GM", terms.make("GM61234567").orElseThrow().name());
  }

  @ParameterizedTest
  @DisplayName(
      "A1: without OTP the smaller of 200,000 yen and what was declared, from 2019-02-18 on")
  @CsvSource({
    "500000, false, 2019-02-17T23:59:59+09:00, 500000",
    "500000, false, 2019-02-18T00:00:00+09:00, 200000",
    "100000, false, 2026-11-21T00:00:00+09:00, 100000",
    ", false, 2026-11-21T00:00:00+09:00, 200000",
    "500000, true, 2026-11-21T00:00:00+09:00, 500000",
    ", true, 2026-11-21T00:00:00+09:00,"
  })
  void theLimitWithoutOtp(@Nullable Long declared, boolean otp, String now, @Nullable Long limit) {
    var limits = TermsJson.read(TermsFile.shipped("aoba")).limits();
    var changed = otp ? Instant.parse("2020-01-01T00:00:00Z") : null;
    assertEquals(limit, limits.of(declared, otp, changed, Instant.parse(now)));
  }

  @Test
  @DisplayName("limitAfterChange: the cut holds until the day after a start or exchange")
  void theLimitStaysCutOnTheDayOfAChange() {
    var limits = new LimitTerms(200_000L, null, true);
    var changed = Instant.parse("2026-11-21T01:00:00+09:00");
    var sameDay = Instant.parse("2026-11-21T23:59:59+09:00");
    var nextDay = Instant.parse("2026-11-22T00:00:00+09:00");
    assertEquals(200_000, limits.of(500_000L, true, changed, sameDay));
    assertEquals(500_000, limits.of(500_000L, true, changed, nextDay));
  }

  @ParameterizedTest
  @DisplayName("S0K1: versions are compared by number")
  @CsvSource({
    "1.4.0, true",
    "1.10.0, true",
    "2.0.0, true",
    "1.3.9, false",
    "1.4, false",
    "x, false"
  })
  void versionsAreNumbers(String version, boolean served) {
    var app = new AppTerms("1.4.0", Duration.ofSeconds(60), 20);
    assertEquals(served, app.serves(version));
  }

  @ParameterizedTest
  @DisplayName(
      "D13: the mail domains of phones are terms; what stands under a domain belongs to it")
  @CsvSource({
    "hanako@docomo.example.jp, true",
    "hanako@mail.DOCOMO.example.jp, true",
    "hanako@pc.example.jp, false",
    "hanako@evil-docomo.example.jp, false"
  })
  void phoneDomains(String address, boolean taken) {
    var issue = TermsJson.read(TermsFile.shipped("taiga")).appIssue();
    assertEquals(taken, Objects.requireNonNull(issue).takes(address));
  }
}
