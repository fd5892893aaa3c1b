package dev.kagimori.mail;

import static dev.kagimori.mail.PostOffice.INSTITUTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Times;
import dev.kagimori.mail.RawSmtp.Manner;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails on their way from the outbox to the bank's SMTP server. */
class MailIT {
  @TempDir static Path directory;
  private static PostOffice office;

  @BeforeAll
  static void start() throws Exception {
    office = PostOffice.open(directory);
  }

  @AfterAll
  static void stop() {
    office.close();
  }

  @AfterEach
  void empty() {
    office.empty();
  }

  @Test
  void twoInstancesThatRaceSendEachOf200MailsOnce() {
    var one = office.start(office.encrypted());
    var other = office.start(office.encrypted());
    var added = new HashSet<UUID>();
    for (int n = 0; n < 20; n++)
      added.addAll(
          Tx.in(
              office.pool,
              Work.of((_, writes) -> {
                var ten = new HashSet<UUID>();
                for (int i = 0; i < 10; i++)
                  ten.add(
                      office.outbox.add(
                          writes, TemplatesTest.mail(Kind.STARTED), office.time.instant()));
                return ten;
              })));
    for (int tries = 0; tries < 5 && office.sent() < 200; tries++) {
      Waits.until("all were tried", () -> office.due() == 0);
      if (office.sent() < 200)
        office.pass(Duration.ofMinutes(2)); // a line broke before a letter's begin
    }
    assertEquals(200, office.sent());
    var arrived =
        office.inbox.mails().stream()
            .map(mail -> mail.messageId().replaceAll("[<>]|@.*", ""))
            .filter(id -> added.contains(UUID.fromString(id)))
            .collect(Collectors.toList());
    assertEquals(200, arrived.size());
    assertEquals(200, new HashSet<>(arrived).size());
    Waits.until(
        "all are counted", () -> one.count(MailMeters.SENT) + other.count(MailMeters.SENT) == 200);
    assertTrue(one.count(MailMeters.SENT) > 0 && other.count(MailMeters.SENT) > 0);
  }

  @Test
  void aMailArrivesReadableAndItsContentIsForgotten() throws Exception {
    var mail = office.add(Kind.APP_ISSUE);
    var row = office.row(mail);
    for (var column : new String[] {"recipient", "content"}) {
      var sealed = new String(row.getBuffer(column).getBytes(), StandardCharsets.ISO_8859_1);
      for (var clear : new String[] {"hanako", "example", "12345678", "SERVICE_ID"})
        assertFalse(sealed.contains(clear));
    }
    office.start(office.encrypted());
    var shown = office.await(mail, State.SENT);
    assertEquals("h•••@phone.example.jp", shown.recipient());
    assertEquals(office.time.instant(), Times.instant(office.row(mail), "sent_at"));
    assertNull(office.row(mail).getBuffer("content"));
    var received = office.got(mail).getFirst();
    assertEquals("hanako@phone.example.jp", received.to());
    assertEquals("\"青葉医師信用組合\" <otp@mail.aoba-ishi.example.jp>", received.from());
    assertEquals("【青葉医師信用組合】ワンタイムパスワードアプリの初期設定のご案内", received.subject());
    assertTrue(received.text().contains("サービスID 12345678\n"), received.text());
    assertTrue(received.text().contains("\nThank you for banking with Aoba"), received.text());
    assertEquals(
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            office.time.instant().atZone(BusinessDay.TOKYO)),
        received.at());
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(office.inbox.uri()).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      var last = new JsonObject(answer.body()).getJsonArray("mails");
      assertEquals(received.subject(), last.getJsonObject(last.size() - 1).getString("subject"));
    }
  }

  @Test
  void whatIsRolledBackIsNotSent() {
    office.start(office.encrypted());
    var rolledBack = new UUID[1];
    assertThrows(
        ArithmeticException.class,
        () ->
            Tx.in(
                office.pool,
                Work.of((_, writes) -> {
                  rolledBack[0] =
                      office.outbox.add(
                          writes, TemplatesTest.mail(Kind.STOPPED), office.time.instant());
                  throw new ArithmeticException("as it may happen");
                })));
    office.await(office.add(Kind.STOPPED), State.SENT);
    assertEquals(List.of(), office.got(rolledBack[0]));
    assertEquals(1, office.count("SELECT count(*) FROM mail"));
  }

  @Test
  void nothingIsSentInClearOrToAStrangerWhereTlsIsRequired() {
    try (var clear = new RawSmtp(0, Manner.TAKES)) {
      office.start(Smtp.of("127.0.0.1", clear.port(), Smtp.Tls.REQUIRED));
      var mail = office.add(Kind.STARTED);
      assertEquals(Reason.NO_SERVER, office.awaitTries(mail, 1).reason());
      assertEquals(List.of(), clear.read);
      office.empty();
    }
    office.start(Smtp.of("127.0.0.1", office.inbox.smtpPort(), Smtp.Tls.REQUIRED));
    var mail = office.add(Kind.STARTED);
    assertEquals(Reason.NO_SERVER, office.awaitTries(mail, 1).reason());
    assertEquals(List.of(), office.got(mail));
  }

  @Test
  void aLoginThatIsRefusedSaysNothingAboutTheMail() {
    Secrets.password("correct horse battery");
    office.start(office.encrypted().withLogin(new Smtp.Login("relay", "correct horse battery")));
    var mail = office.add(Kind.STARTED);
    var shown = office.awaitTries(mail, 1);
    assertEquals(Reason.NO_SERVER, shown.reason());
    assertEquals(535, shown.status());
    office.inbox.admit("relay", "correct horse battery");
    office.pass(Duration.ofMinutes(2));
    office.await(mail, State.SENT);
    assertEquals(1, office.got(mail).size());
  }

  @Test
  void aDottedAddressOfAPhoneIsReached() {
    office.start(office.encrypted());
    var like = TemplatesTest.mail(Kind.STARTED);
    var mail =
        office.add(
            Mail.of(
                    INSTITUTION,
                    Kind.STARTED,
                    like.letterhead(),
                    Address.of("hana..ko.@docomo.example.jp"))
                .at(office.time.instant())
                .receiptNumber("0001234")
                .serial("GM00000001"));
    office.await(mail, State.SENT);
    assertEquals("\"hana..ko.\"@docomo.example.jp", office.got(mail).getFirst().to());
  }
}
