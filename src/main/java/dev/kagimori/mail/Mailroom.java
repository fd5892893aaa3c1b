package dev.kagimori.mail;

import dev.kagimori.database.Changes;
import dev.kagimori.keyring.Keyring;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance's part in sending what lies in the outbox: woken by each commit of a mail, and every
 * two seconds. It also ends what waited too long or was claimed by an instance that is no more;
 * that it does without an SMTP server, too.
 */
public final class Mailroom implements AutoCloseable {
  /**
   * What was claimed for longer has lost its sender: longer than a letter takes, by far, and than a
   * sender that lives tries to write down what came of it.
   */
  static final Duration CLAIM = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(Mailroom.class);
  private static final String TOPIC = "mail";
  private static final long TICK_MILLIS = 2_000;
  private static final long UPKEEP_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** What is on its way is given so long to end. */
  private static final long CLOSE_MILLIS = 15_000;

  private final OutboxStore store;
  private final InstantSource clock;
  private final MailMeters meters;
  private final @Nullable Sender sender;
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean closed;
  private boolean failing;

  private Mailroom(
      Vertx vertx,
      Pool pool,
      Keyring keyring,
      InstantSource clock,
      MeterRegistry registry,
      Optional<Smtp> smtp) {
    store = new OutboxStore(pool);
    this.clock = clock;
    meters = new MailMeters(registry, smtp.isPresent());
    sender =
        smtp.map(server ->
                new Sender(
                    store,
                    new Postman(vertx, server, Sender.AT_ONCE),
                    keyring,
                    clock,
                    meters,
                    bell::release))
            .orElse(null);
    thread = Thread.ofVirtual().name("kagimori-mailroom").unstarted(this::work);
  }

  /**
   * Begins.
   *
   * @param smtp empty: mails wait for an instance that has one
   * @throws IllegalStateException when a template does not fit its kind
   */
  public static Mailroom start(
      Vertx vertx,
      Pool pool,
      Changes changes,
      Keyring keyring,
      InstantSource clock,
      MeterRegistry meters,
      Optional<Smtp> smtp) {
    var mailroom = new Mailroom(vertx, pool, keyring, clock, meters, smtp);
    changes.listen(TOPIC, mailroom::wake);
    if (smtp.isEmpty()) log.warn("no SMTP server is given: mails wait in the outbox");
    mailroom.thread.start();
    return mailroom;
  }

  /** Has it look now, as it does by itself before long. */
  void wake() {
    bell.release();
  }

  private void work() {
    var upkept = System.nanoTime() - UPKEEP_NANOS;
    while (!closed) {
      try {
        if (System.nanoTime() - upkept >= UPKEEP_NANOS) {
          upkept = System.nanoTime();
          upkeep();
        }
        if (sender != null) sender.round();
        failing = false;
      } catch (RuntimeException e) {
        if (!failing) log.warn("mails are not sent now; tried again every two seconds", e);
        failing = true;
      }
      rest();
    }
  }

  private void upkeep() {
    var now = clock.instant();
    int lost = store.lose(now.minus(CLAIM));
    meters.count(MailMeters.UNKNOWN, lost);
    if (lost > 0)
      log.atWarn()
          .addKeyValue("mails", lost)
          .log("nobody knows whether mails were sent; they are not sent again");
    int late = store.expire(now);
    meters.count(MailMeters.BOUNCED, late);
    if (late > 0) log.atWarn().addKeyValue("mails", late).log("mails were not sent in time");
    meters.waiting(store.backlog(), now);
  }

  private void rest() {
    try {
      if (bell.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) bell.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Claims nothing more, and waits for what is on its way. */
  @Override
  public void close() {
    if (!ended.compareAndSet(false, true)) return;
    closed = true;
    bell.release();
    try {
      boolean rested = thread.join(Duration.ofMillis(CLOSE_MILLIS));
      if (sender != null && !(sender.close(CLOSE_MILLIS) && rested))
        log.warn("mails that are on their way still will be shown as unknown");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
