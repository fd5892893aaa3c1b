package dev.kagimori.mail;

import static dev.kagimori.mail.PostOffice.INSTITUTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.audit.Source;
import dev.kagimori.mail.RawSmtp.Manner;
import dev.kagimori.trial.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of mails that an SMTP server does not take, or may not have taken. */
class MailTroubleIT {
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
  void aServerThatIsDownIsTriedAgainUntilItIsUp() {
    int port;
    try (var before = new RawSmtp(0, Manner.TAKES)) {
      port = before.port();
    }
    office.start(Smtp.of("127.0.0.1", port, Smtp.Tls.NONE));
    var mail = office.add(Kind.STARTED);
    assertEquals(Reason.NO_SERVER, office.awaitTries(mail, 1).reason());
    try (var up = new RawSmtp(port, Manner.TAKES)) {
      office.pass(Duration.ofMinutes(2));
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
      office.pass(Duration.ofSeconds(44));
      var next = office.row(mail).getOffsetDateTime("next_at").toInstant();
      assertTrue(next.isAfter(office.time.instant()), "the pause is 45 s at least");
      office.pass(Duration.ofSeconds(32));
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
      office.pass(Duration.ZERO);
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
    assertTrue(office.sendersLog().stream().noneMatch(e -> e.toString().contains("@")));
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
      office.pass(Duration.ofHours(2));
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
      office.start(office.encrypted());
      office.await(office.add(Kind.STOPPED), State.SENT);
      assertEquals(State.SENDING, office.shown(mail).state(), "its claim is not over yet");
      office.pass(Mailroom.CLAIM.plusSeconds(1));
      office.start(office.encrypted());
      assertEquals(Reason.NO_ANSWER, office.await(mail, State.UNKNOWN).reason());
      office.pass(Duration.ofHours(2));
      office.await(office.add(Kind.STOPPED), State.SENT);
      assertEquals(List.of(), office.got(mail));
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
    office.pass(Outbox.LIFE.minusSeconds(1));
    var second = office.start(Optional.empty());
    Waits.until(
        "it is counted", () -> second.meters().get("kagimori.mail.waiting").gauge().value() == 1);
    assertEquals(86_399, second.meters().get("kagimori.mail.oldest").gauge().value());
    assertEquals(0, instance.meters().get("kagimori.mail.sends").gauge().value());
    assertEquals(State.WAITING, office.shown(mail).state());
    office.pass(Duration.ofSeconds(1));
    office.start(office.encrypted());
    assertEquals(Reason.NOT_IN_TIME, office.await(mail, State.BOUNCED).reason());
    assertEquals(List.of(), office.got(mail));
  }
}
