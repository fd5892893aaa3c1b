package dev.kagimori.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplatesTest {
  private static final Instant AT = Instant.parse("2026-11-21T15:05:59Z");
  private static final String SERIAL = "2V0716016FK2";

  private static Templates with(String name, UnaryOperator<String> changed) {
    return Templates.load(file -> {
      var text = Objects.requireNonNull(Templates.resource(file));
      return file.equals(name) ? changed.apply(text) : text;
    });
  }

  private static void refused(String name, UnaryOperator<String> changed, String why) {
    var refused = assertThrows(IllegalStateException.class, () -> with(name, changed));
    assertEquals("templates of mails: " + name + ": " + why, refused.getMessage());
  }

  @Test
  void aTemplateWithAnUnknownOrMissingPlaceIsRefusedAtTheStart() {
    var name = "mail/started_en.txt";
    refused(name, text -> text + "{recieptNumber}", "unknown {recieptNumber}");
    refused(name, text -> text.replace("{serial}", "it"), "missing {serial}");
    refused(name, text -> text.replace("{helpDeskPhone}", "us"), "missing {helpDeskPhone}");
    refused(name, text -> "{serial} " + text, "the subject has {serial}");
    var refused = assertThrows(IllegalStateException.class, () -> Templates.load(_ -> null));
    assertTrue(refused.toString().contains("mail/suspended_ja.txt: there is none"));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindSaysInBothLanguagesWhomToCallAndThatNoCodeIsAskedFor(Kind kind) {
    var text = Templates.load().filled(kind, Content.of(mail(kind)));
    assertTrue(text.subject().startsWith("【青葉医師信用組合】"), text.subject());
    var body = text.body();
    assertTrue(body.contains("電話 0120-000-101"), body);
    assertTrue(body.contains("Phone 0120-000-101"), body);
    assertTrue(body.contains("平日 09:00-24:00、土曜・日曜・祝日 09:00-17:00（休業日 12月31日〜1月3日、5月3日）"), body);
    assertTrue(
        body.contains(
            "weekdays 09:00-24:00; Saturdays, Sundays, holidays 09:00-17:00"
                + " (closed on 31 December to 3 January, 3 May)"),
        body);
    assertTrue(body.contains("お尋ねすることはありません"), body);
    assertTrue(body.contains("never asks for one-time passwords"), body);
    assertFalse(body.contains("{"), body);
    assertFalse(body.contains(SERIAL), body);
    if (kind.slots().contains(Slot.SERIAL)) assertTrue(body.contains("末尾 6FK2"), body);
    if (kind.slots().contains(Slot.AT)) {
      assertTrue(body.contains("2026年11月22日 0時05分"), body);
      assertTrue(body.contains("22 November 2026, 00:05 (Japan time)"), body);
    }
  }

  @Test
  void theIssueMailHasTheAddressesAndTheIdsAndSaysThatTheyServeOnce() {
    var body = Templates.load().filled(Kind.APP_ISSUE, Content.of(mail(Kind.APP_ISSUE))).body();
    assertTrue(body.contains("スマートフォン https://www.aoba-ishi.example.jp/app\n"), body);
    assertTrue(body.contains("Feature phones: https://m.aoba-ishi.example.jp/app\n"), body);
    assertTrue(body.contains("サービスID 12345678\n"), body);
    assertTrue(body.contains("User ID    123456789012\n"), body);
    assertTrue(body.contains("一度だけ使います。初期設定が終わるまで、このメールを保管してください"), body);
    assertTrue(body.contains("serve once"), body);
  }

  @Test
  void whatIsToldIsFilledInAsItIs() {
    var mail = mail(Kind.STARTED).receiptNumber("{serial} $1 \\");
    var body = Templates.load().filled(Kind.STARTED, Content.of(mail)).body();
    assertTrue(body.contains("受付番号 {serial} $1 \\\n"), body);
  }

  @Test
  void aNoticeIsThereOnlyWhereTheTermsTellOfItAndItCanBeSent() {
    var terms = aoba();
    assertTrue(Mail.notice("aoba", terms, Kind.STARTED, "hanako@example.jp").isPresent());
    assertTrue(Mail.notice("aoba", terms, Kind.EXCHANGED, "hanako@example.jp").isEmpty());
    assertTrue(Mail.notice("aoba", terms, Kind.APP_ISSUE, "hanako@example.jp").isPresent());
    assertTrue(Mail.notice("aoba", terms, Kind.STARTED, null).isEmpty());
    assertTrue(Mail.notice("aoba", terms, Kind.STARTED, "花子@example.jp").isEmpty());
  }

  @Test
  void whatLiesSealedIsReadAsItWasWritten() {
    for (var kind : Kind.values()) {
      var content = Content.of(mail(kind));
      assertEquals(content, Content.decode(content.encode()));
    }
  }

  static Mail mail(Kind kind) {
    var terms = aoba();
    var mails = Objects.requireNonNull(terms.mail());
    var mail =
        Mail.of(
            "aoba",
            kind,
            Letterhead.of(terms).orElseThrow(),
            Address.of("hanako@phone.example.jp"));
    for (var slot : kind.slots())
      mail =
          switch (slot) {
            case AT -> mail.at(AT);
            case RECEIPT_NUMBER -> mail.receiptNumber("0001234");
            case SERIAL -> mail.serial(SERIAL);
            case PREVIOUS_SERIAL -> mail.previousSerial("GM00000001");
            case SERVICE_ID -> mail.serviceId("12345678");
            case USER_ID -> mail.userId("123456789012");
            case START_PASSWORD_UNTIL -> mail.startPasswordUntil(AT);
            case OLD_UNTIL -> mail.oldUntil(LocalDate.of(2027, 3, 31));
            case DOWNLOADS -> mail.downloads(mails);
          };
    return mail;
  }

  private static Terms aoba() {
    return TermsJson.read(TermsFile.shipped("aoba"));
  }
}
