package dev.kagimori.institution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms whose every word is known and that mean nothing, or never what was meant. */
class NonsenseTest {
  private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");

  private static JsonObject changed(String institution, String change) {
    return TermsFile.shipped(institution).mergeIn(new JsonObject(change), true);
  }

  private static JsonObject closed(String days) {
    return changed("aoba", "{}")
        .mergeIn(
            new JsonObject()
                .put("helpDesk", new JsonObject().put("closed", new JsonArray().add(days))),
            true);
  }

  private static JsonObject hours(String span) {
    return changed("aoba", "{}")
        .mergeIn(
            new JsonObject()
                .put(
                    "helpDesk",
                    new JsonObject().put("hours", new JsonObject().put("SUNDAY", span))),
            true);
  }

  private static String refusal(JsonObject terms) {
    return String.valueOf(
        assertThrows(TermsRefused.class, () -> TermsJson.read(terms)).getMessage());
  }

  private static void assertRefused(String place, JsonObject terms) {
    var told = refusal(terms);
    assertTrue(told.startsWith(place + ": "), told);
    assertTrue(told.contains(" / "), told);
  }

  @ParameterizedTest
  @DisplayName("A13: a closed day that no year has is refused")
  @ValueSource(strings = {"02-30", "02-31", "04-31", "06-31", "09-31", "11-31", "12-29/02-30"})
  void aDayThatNeverIs(String days) {
    assertRefused("terms.helpDesk.closed[0]", closed(days));
    assertFalse(TermsSchema.misfits(closed(days)).isEmpty());
  }

  @ParameterizedTest
  @DisplayName("A13: every day of some year may be a closed one, 29 February among them")
  @ValueSource(strings = {"02-29", "02-28/02-29", "12-31/01-03", "04-30", "01-31"})
  void aDayThatIs(String days) {
    assertDoesNotThrow(() -> TermsJson.read(closed(days)));
    assertEquals(List.of(), TermsSchema.misfits(closed(days)));
  }

  @ParameterizedTest
  @DisplayName("A13: hours end after they begin, on the same day")
  @ValueSource(
      strings = {
        "20:00-08:00",
        "09:00-09:00",
        "00:00-00:00",
        "24:00-24:00",
        "09:00-24:01",
        "09:00-29:59",
        "24:00-09:00"
      })
  void hoursThatNeverAre(String span) {
    assertRefused("terms.helpDesk.hours.SUNDAY", hours(span));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00:00-24:00", "09:00-09:01", "23:59-24:00"})
  void hoursThatAre(String span) {
    assertDoesNotThrow(() -> TermsJson.read(hours(span)));
    assertEquals(List.of(), TermsSchema.misfits(hours(span)));
  }

  @ParameterizedTest
  @DisplayName("what can never happen, and what nobody could pass, is refused with its place")
  @CsvSource(
      delimiter = '|',
      value = {
        "aoba | {\"name\":{\"ja\":\"\u3000 \"}} | terms.name.ja",
        "aoba | {\"helpDesk\":{\"name\":{\"en\":\" \"}}} | terms.helpDesk.name.en",
        "aoba | {\"name\":{\"ja\":\"青葉\\n\"}} | terms.name.ja",
        "aoba | {\"name\":{\"en\":\"Aoba\\tBank\"}} | terms.name.en",
        "aoba | {\"name\":{\"en\":\"\u00a0\u200b\"}} | terms.name.en",
        "aoba | {\"helpDesk\":{\"name\":{\"ja\":\"窓口\\r\\n\"}}} | terms.helpDesk.name.ja",
        "aoba | {\"mail\":{\"from\":\"otp@-.-\"}} | terms.mail.from",
        "aoba | {\"operations\":{\"TRANSFER\":{\"otp\":false,\"otherwise\":\"REFUSED\"}}}"
            + " | terms.operations.TRANSFER.otherwise",
        "minato | {\"limits\":{\"from\":\"2026-04-01T00:00:00+09:00\"}} | terms.limits.from",
        "taiga | {\"makes\":[]} | terms.makes",
        "taiga | {\"appIssue\":{\"refusedDomains\":[\"example.jp\"]}}"
            + " | terms.appIssue.phoneDomains",
        "aoba | {\"operations\":{\"LOGIN\":{\"channels\":[]}}} | terms.operations.LOGIN.channels",
        "aoba | {\"operations\":{\"TRANSFER\":{\"payees\":[]}}}"
            + " | terms.operations.TRANSFER.payees",
        "aoba | {\"operations\":{\"LOGIN\":{\"payees\":[\"NEW\"]}}}"
            + " | terms.operations.LOGIN.payees",
        "aoba | {\"operations\":{\"BILL_PAYMENT\":{\"ownFactorToo\":true}}}"
            + " | terms.operations.BILL_PAYMENT.ownFactorToo",
        "minato | {\"operations\":{\"LOGIN\":{\"otherwise\":\"REFUSED\"}}}"
            + " | terms.operations.LOGIN.otherwise",
        "taiga | {\"operations\":{\"LOGIN\":{\"otherwise\":\"REFUSED\"}}}"
            + " | terms.operations.LOGIN.otherwise",
        "aoba | {\"waits\":{\"afterStop\":{\"kinds\":[]}}} | terms.waits.afterStop.kinds",
        "aoba | {\"waits\":{\"afterStop\":{\"step\":\"ISSUE\",\"kinds\":[\"HARDWARE\"]}}}"
            + " | terms.waits.afterStop.kinds",
        "taiga | {\"waits\":{\"afterRevocation\":{\"minutes\":0,\"night\":{\"minutesToo\":true}}}}"
            + " | terms.waits.afterRevocation.night.minutesToo",
        "taiga | {\"waits\":{\"afterRevocation\":{\"night\":{\"until\":\"20:50\"}}}}"
            + " | terms.waits.afterRevocation.night",
        "minato | {\"validity\":{\"years\":5}} | terms.validity",
        "taiga | {\"validity\":{\"years\":4}} | terms.validity"
      })
  void nonsenseIsRefusedWithItsPlace(String institution, String change, String place) {
    assertRefused(place, changed(institution, change));
  }

  @Test
  @DisplayName("A13: what is closed fits in one line of a mail")
  void closedDays() {
    var days = IntStream.rangeClosed(1, 21).mapToObj("01-%02d"::formatted).toList();
    var desk = new JsonObject().put("closed", new JsonArray(days));
    assertRefused(
        "terms.helpDesk.closed",
        TermsFile.shipped("aoba").mergeIn(new JsonObject().put("helpDesk", desk), true));
  }

  @Test
  @DisplayName("what was taken once is read again by a release that would not take it any more")
  void whatIsInForceStaysInForce() {
    var once = closed("02-30");
    assertEquals(
        List.of("02-30"), Objects.requireNonNull(TermsJson.stored(once).helpDesk()).closed());
  }

  @Test
  @DisplayName("a file in another encoding than UTF-8 is refused with the remedy")
  void otherEncodings(@TempDir Path directory) throws IOException {
    var file = directory.resolve("terms.yaml");
    Files.writeString(file, "name: {ja: 青葉, en: Aoba}", Charset.forName("Shift_JIS"));
    var refused = assertThrows(TermsRefused.class, () -> TermsFile.read(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("UTF-8"), refused.getMessage());
  }

  @Test
  @DisplayName("C4: app tokens expire where the terms say so, or where apps renew")
  void onlyWhoCanRenewExpires() {
    for (var endless : List.of("taiga", "minato"))
      assertNull(TermsJson.read(TermsFile.shipped(endless)).validity().until(NOW), endless);
    for (var ending : List.of("aoba", "kitahama"))
      assertEquals(
          Instant.parse("2031-11-21T01:00:00Z"),
          TermsJson.read(TermsFile.shipped(ending)).validity().until(NOW));
    assertEquals(
        Instant.parse("2030-11-21T01:00:00Z"),
        TermsJson.read(changed("aoba", "{\"validity\":{\"years\":4}}")).validity().until(NOW));
  }
}
