package dev.kagimori.mail;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.inbox.Inbox;
import dev.kagimori.inbox.Received;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.secrets.Expected;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.trial.Waits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A database with an institution, instances' mailrooms on it, and an inbox for what they send. */
final class PostOffice implements AutoCloseable {
  static final String INSTITUTION = "aoba";

  final Vertx vertx = Vertx.vertx();
  final DrivenTime time = new DrivenTime(Instant.parse("2026-11-21T01:00:00Z"));
  final Pool pool;
  final Keyring keyring;
  final Outbox outbox;
  final MailDesk desk;
  final Inbox inbox;
  private final List<Expected> expected = new ArrayList<>();
  private final EmbeddedDatabase database;
  private final List<Instance> instances = new ArrayList<>();

  static PostOffice open(Path directory) throws IOException {
    return new PostOffice(directory, Files.createDirectory(directory.resolve("inbox")));
  }

  private PostOffice(Path directory, Path inboxes) {
    // the first is the sender; the last, the client's own fault when a line breaks
    for (var name :
        List.of(
            Sender.class.getName(),
            Mailroom.class.getName(),
            "dev.kagimori.database.Changes",
            "io.vertx.ext.mail",
            "io.vertx.core.impl.ContextImpl")) expected.add(Expected.of(name));
    database = EmbeddedDatabase.start(directory.resolve("database"));
    Secrets.database(directory.resolve("database"));
    Migrations.migrate(database.owner());
    pool = Database.open(vertx, database.service());
    var key = directory.resolve("keys").resolve("master.key");
    keyring = Keyring.open(key, pool, time);
    Secrets.masterKey(key);
    Tx.in(
        pool,
        db -> {
          Institutions.put(db, INSTITUTION, TermsFile.shipped(INSTITUTION), time.instant());
          return true;
        });
    keyring.load(INSTITUTION);
    outbox = new Outbox(keyring);
    desk = new MailDesk(pool, keyring);
    inbox = Inbox.start(vertx, inboxes);
  }

  /** The inbox, with STARTTLS. */
  Smtp encrypted() {
    return Smtp.of("127.0.0.1", inbox.smtpPort(), Smtp.Tls.REQUIRED)
        .withRootCert(inbox.certificate());
  }

  /** What has come into the inbox of a mail. */
  List<Received> got(UUID mail) {
    return inbox.mails().stream()
        .filter(received -> received.messageId().contains(mail.toString()))
        .toList();
  }

  /** What an instance has for itself. */
  record Instance(
      Vertx vertx, Pool pool, Changes changes, Mailroom mailroom, SimpleMeterRegistry meters) {
    double count(String outcome) {
      return meters.get("kagimori.mail").tag("outcome", outcome).counter().count();
    }

    void awaitCount(String outcome, double count) {
      Waits.until(outcome + " is counted", () -> count(outcome) == count);
    }

    /** As an instance ends that is asked to. */
    void close() {
      mailroom.close();
      changes.close();
      pool.close().await();
      vertx.close().await();
    }

    /** What it had on its way it can neither end nor write down. */
    void die() {
      pool.close().await();
      vertx.close().await();
    }
  }

  Instance start(Optional<Smtp> smtp) {
    var its = Vertx.vertx();
    var itsPool = Database.open(its, database.service());
    var changes = Changes.listen(its, database.service());
    var meters = new SimpleMeterRegistry();
    var mailroom = Mailroom.start(its, itsPool, changes, keyring, time, meters, smtp);
    var instance = new Instance(its, itsPool, changes, mailroom, meters);
    instances.add(instance);
    return instance;
  }

  Instance start(Smtp smtp) {
    return start(Optional.of(smtp));
  }

  /** Ends them all, and forgets their mails. */
  void empty() {
    instances.forEach(Instance::close);
    instances.clear();
    pool.query("DELETE FROM mail").execute().await();
  }

  /** Lets time pass, and the instances see it. */
  void pass(Duration some) {
    time.pass(some);
    instances.forEach(instance -> instance.mailroom().wake());
  }

  /** For an instance that has died. */
  void forget(Instance dead) {
    instances.remove(dead);
  }

  UUID add(Mail mail) {
    return Tx.in(pool, Work.of((_, writes) -> outbox.add(writes, mail, time.instant())));
  }

  UUID add(Kind kind) {
    return add(TemplatesTest.mail(kind).about("c-1001", "hanako"));
  }

  MailDesk.Listed shown(UUID mail) {
    return desk.last(INSTITUTION, 1_000).stream()
        .filter(listed -> listed.id().equals(mail))
        .findFirst()
        .orElseThrow();
  }

  MailDesk.Listed await(UUID mail, State state) {
    Waits.until(mail + " is " + state, () -> shown(mail).state() == state);
    return shown(mail);
  }

  /** Until it waits again after so many tries. */
  MailDesk.Listed awaitTries(UUID mail, int tries) {
    Waits.until(
        mail + " was tried " + tries + " times",
        () -> shown(mail).tries() == tries && shown(mail).state() == State.WAITING);
    return shown(mail);
  }

  Row row(UUID mail) {
    var sql = "SELECT * FROM mail WHERE institution = $1 AND mail = $2";
    return pool.preparedQuery(sql).execute(Tuple.of(INSTITUTION, mail)).await().iterator().next();
  }

  long count(String sql) {
    return pool.query(sql).execute().await().iterator().next().getLong(0);
  }

  long sent() {
    return count("SELECT count(*) FROM mail WHERE state = 'SENT'");
  }

  /** What is being sent, or could be now. */
  long due() {
    return count(
        """
        SELECT count(*) FROM mail
        WHERE state = 'SENDING' OR state = 'WAITING' AND next_at <= timestamptz '%s'
        """
            .formatted(time.instant()));
  }

  /** What the senders said of what went wrong. */
  List<ILoggingEvent> sendersLog() {
    return expected.getFirst().events();
  }

  @Override
  public void close() {
    empty();
    inbox.close();
    pool.close().await();
    vertx.close().await();
    database.close();
    expected.forEach(Expected::close);
  }
}
