package dev.kagimori.mail;

import static dev.kagimori.mail.PostOffice.INSTITUTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.inbox.Inbox;
import dev.kagimori.inbox.Received;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.mail.RawSmtp.Manner;
import dev.kagimori.secrets.Expected;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailIT {
  @TempDir static Path directory;
  private static PostOffice office;
  private static Inbox inbox;
  private static List<Expected> expected;

  @BeforeAll
  static void start() throws Exception {
    expected =
        Stream.of(
                Sender.class.getName(),
                Mailroom.class.getName(),
                "dev.kagimori.database.Changes",
                "io.vertx.ext.mail",
                "io.vertx.core.impl.ContextImpl") // the client's own fault when a line breaks
            .map(Expected::of)
            .toList();
    office = new PostOffice(directory);
    inbox = Inbox.start(office.vertx, Files.createDirectory(directory.resolve("inbox")));
  }

  @AfterAll
  static void stop() {
    inbox.close();
    office.close();
    expected.forEach(Expected::close);
  }

  @AfterEach
  void empty() {
    office.empty();
  }

  /** The inbox, with STARTTLS. */
  private static Smtp encrypted() {
    return Smtp.of("127.0.0.1", inbox.smtpPort(), Smtp.Tls.REQUIRED)
        .withRootCert(inbox.certificate());
  }

  private static List<Received> got(UUID mail) {
    return inbox.mails().stream()
        .filter(received -> received.messageId().contains(mail.toString()))
        .toList();
  }

  private static void pass(Duration time) {
    office.pass(time);
  }

  @Test
  void twoInstancesThatRaceSendEachOf200MailsOnce() {
    var one = office.start(encrypted());
    var other = office.start(encrypted());
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
    Waits.until(
        "all are sent",
        () -> office.count("SELECT count(*) FROM mail WHERE state = 'SENT' AND tries = 1") == 200);
    var arrived =
        inbox.mails().stream()
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
    office.start(encrypted());
    var shown = office.await(mail, State.SENT);
    assertEquals("h•••@phone.example.jp", shown.recipient());
    assertEquals(office.time.instant(), shown.sentAt());
    assertNull(office.row(mail).getBuffer("content"));
    assertEquals(List.of(shown), office.desk.ofUser(INSTITUTION, "c-1001", "hanako", 10));
    var received = got(mail).getFirst();
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
              HttpRequest.newBuilder(inbox.uri()).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      var last = new JsonObject(answer.body()).getJsonArray("mails");
      assertEquals(received.subject(), last.getJsonObject(last.size() - 1).getString("subject"));
    }
  }

  @Test
  void whatIsRolledBackIsNotSent() {
    office.start(encrypted());
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
    assertEquals(List.of(), got(rolledBack[0]));
    assertEquals(1, office.count("SELECT count(*) FROM mail"));
  }

  @Test
  void aServerThatIsDownIsTriedAgainUntilItIsUp() {
    int port;
    try (var before = new RawSmtp(0, Manner.TAKES)) {
      port = before.port();
    }
    office.start(Smtp.of("127.0.0.1", port, Smtp.Tls.NONE));
    var mail = office.add(Kind.STARTED);
    assertEquals(Reason.NO_SERVER, office.awaitTries(mail, 1).reason());
    try (var up = new RawSmtp(port, Manner.TAKES)) {
      pass(Duration.ofMinutes(2));
      assertEquals(2, office.await(mail, State.SENT).tries());
      assertEquals(1, up.read.size());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"REFUSES_FOR_NOW", "REFUSES_WHAT_IT_READ", "HANGS_UP_AT_ONCE", "GREETS_BADLY"})
  void whatWasCertainlyNotTakenIsTriedAgainAfterAWhile(Manner manner) {
    try (var server = new RawSmtp(0, manner, Manner.TAKES)) {
      var instance = office.start(server.smtp());
      var mail = office.add(Kind.STARTED);
      Integer status =
          switch (manner) {
            case GREETS_BADLY -> 554;
            case HANGS_UP_AT_ONCE -> null;
            default -> 451;
          };
      assertEquals(status, office.awaitTries(mail, 1).status());
      pass(Duration.ofSeconds(44));
      var next = office.row(mail).getOffsetDateTime("next_at").toInstant();
      assertTrue(next.isAfter(office.time.instant()), "the pause is 45 s at least");
      pass(Duration.ofSeconds(32));
      assertEquals(2, office.await(mail, State.SENT).tries());
      instance.awaitCount(MailMeters.LATER, 1);
      instance.awaitCount(MailMeters.SENT, 1);
    }
  }

  @Test
  void whatIsRefusedForGoodIsShownAndAnOperatorMayHaveItTriedAgain() {
    try (var server = new RawSmtp(0, Manner.REFUSES_FOR_EVER, Manner.TAKES)) {
      var instance = office.start(server.smtp());
      var mail = office.add(Kind.SUSPENDED);
      var shown = office.await(mail, State.BOUNCED);
      assertEquals(550, shown.status());
      assertEquals(Reason.REFUSED, shown.reason());
      assertEquals(List.of(shown), office.desk.troubled(INSTITUTION, 10));
      instance.awaitCount(MailMeters.BOUNCED, 1);
      var source = new Source("operator:test", "local", "r-1");
      var now = office.time.instant();
      assertEquals(
          new MailDesk.Retried.NoSuchMail(),
          office.desk.retry(INSTITUTION, UUID.randomUUID(), source, now));
      assertEquals(new MailDesk.Retried.Done(), office.desk.retry(INSTITUTION, mail, source, now));
      pass(Duration.ZERO);
      office.await(mail, State.SENT);
      assertEquals(
          new MailDesk.Retried.NotBounced(State.SENT),
          office.desk.retry(INSTITUTION, mail, source, now));
      assertEquals(1, server.read.size());
      for (var outcome : new String[] {"DONE", "REFUSED"})
        assertEquals(
            1,
            office.count(
                """
                SELECT count(*) FROM audit WHERE action = 'RETRY_MAIL' AND user_id = 'hanako'
                  AND outcome = '%s' AND details->>'mail' = '%s'
                """
                    .formatted(outcome, mail)));
    }
    assertTrue(expected.getFirst().events().stream().noneMatch(e -> e.toString().contains("@")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {
        "HANGS_UP_ON_THE_RECIPIENT",
        "HANGS_UP_AFTER_THE_DOT",
        "SAYS_NOTHING_AFTER_THE_DOT",
        "MUMBLES_AFTER_THE_DOT"
      })
  void whatMayHaveBeenTakenIsUnknownAndNeverSentAgain(Manner manner) {
    try (var server = new RawSmtp(0, manner, Manner.TAKES)) {
      var instance = office.start(server.smtp().withTotal(Duration.ofSeconds(1)));
      var mail = office.add(Kind.STARTED);
      var shown = office.await(mail, State.UNKNOWN);
      assertEquals(Reason.NO_ANSWER, shown.reason());
      assertEquals(List.of(shown), office.desk.troubled(INSTITUTION, 10));
      instance.awaitCount(MailMeters.UNKNOWN, 1);
      int read = server.read.size();
      pass(Duration.ofHours(2));
      office.await(office.add(Kind.STOPPED), State.SENT);
      assertEquals(read + 1, server.read.size());
      assertEquals(State.UNKNOWN, office.shown(mail).state());
    }
  }

  @Test
  void whatADeadInstanceHadOnItsWayIsUnknownWhenItsClaimIsOver() {
    try (var server = new RawSmtp(0, Manner.SAYS_NOTHING_AFTER_THE_DOT)) {
      var dead = office.start(server.smtp());
      var mail = office.add(Kind.STARTED);
      Waits.until("the server has it", () -> server.read.size() == 1);
      dead.die();
      office.forget(dead);
      office.start(encrypted());
      office.await(office.add(Kind.STOPPED), State.SENT);
      assertEquals(State.SENDING, office.shown(mail).state(), "its claim is not over yet");
      pass(Mailroom.CLAIM.plusSeconds(1));
      office.start(encrypted());
      assertEquals(Reason.NO_ANSWER, office.await(mail, State.UNKNOWN).reason());
      pass(Duration.ofHours(2));
      office.await(office.add(Kind.STOPPED), State.SENT);
      assertEquals(List.of(), got(mail));
      assertEquals(1, server.read.size());
    }
  }

  @Test
  void whoIsAskedToStopWaitsForWhatIsOnItsWay() {
    try (var server = new RawSmtp(0, Manner.SAYS_NOTHING_AFTER_THE_DOT)) {
      var instance = office.start(server.smtp().withTotal(Duration.ofSeconds(2)));
      var mail = office.add(Kind.STARTED);
      Waits.until("the server has it", () -> server.read.size() == 1);
      instance.mailroom().close();
      assertEquals(State.UNKNOWN, office.shown(mail).state());
    }
  }

  @Test
  void withoutAnSmtpServerMailsWaitAndBounceAfterADay() {
    var instance = office.start(Optional.empty());
    var mail = office.add(Kind.ADDRESS_CHANGED);
    pass(Outbox.LIFE.minusSeconds(1));
    var second = office.start(Optional.empty());
    Waits.until(
        "it is counted", () -> second.meters().get("kagimori.mail.waiting").gauge().value() == 1);
    assertEquals(86_399, second.meters().get("kagimori.mail.oldest").gauge().value());
    assertEquals(0, instance.meters().get("kagimori.mail.sends").gauge().value());
    assertEquals(State.WAITING, office.shown(mail).state());
    pass(Duration.ofSeconds(1));
    office.start(encrypted());
    assertEquals(Reason.NOT_IN_TIME, office.await(mail, State.BOUNCED).reason());
    assertEquals(List.of(), got(mail));
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
    office.start(Smtp.of("127.0.0.1", inbox.smtpPort(), Smtp.Tls.REQUIRED));
    var mail = office.add(Kind.STARTED);
    assertEquals(Reason.NO_SERVER, office.awaitTries(mail, 1).reason());
    assertEquals(List.of(), got(mail));
  }

  @Test
  void aLoginThatIsRefusedSaysNothingAboutTheMail() {
    Secrets.password("correct horse battery");
    office.start(encrypted().withLogin(new Smtp.Login("relay", "correct horse battery")));
    var mail = office.add(Kind.STARTED);
    var shown = office.awaitTries(mail, 1);
    assertEquals(Reason.NO_SERVER, shown.reason());
    assertEquals(535, shown.status());
    inbox.admit("relay", "correct horse battery");
    pass(Duration.ofMinutes(2));
    office.await(mail, State.SENT);
    assertEquals(1, got(mail).size());
  }

  @Test
  void aDottedAddressOfAPhoneIsReached() {
    office.start(encrypted());
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
    assertEquals("\"hana..ko.\"@docomo.example.jp", got(mail).getFirst().to());
  }
}
