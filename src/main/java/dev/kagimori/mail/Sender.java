package dev.kagimori.mail;

import dev.kagimori.database.DatabaseFailure;
import dev.kagimori.database.OutcomeUnknown;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Claims what is due and sends it, a few at once. */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  /** Letters on their way at once. */
  static final int AT_ONCE = 4;

  private static final long SETTLE_AGAIN_MILLIS = 500;

  private final OutboxStore store;
  private final Postman postman;
  private final Keyring keyring;
  private final Templates templates;
  private final InstantSource clock;
  private final MailMeters meters;
  private final Runnable woken;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final CountDownLatch closing = new CountDownLatch(1);
  private int turn;

  Sender(
      OutboxStore store,
      Postman postman,
      Keyring keyring,
      InstantSource clock,
      MailMeters meters,
      Runnable woken) {
    this.store = store;
    this.postman = postman;
    this.keyring = keyring;
    this.clock = clock;
    this.meters = meters;
    this.woken = woken;
    templates = Templates.load();
  }

  /** Claims as much as can be sent at once, in turn from each institution. Of one thread. */
  void round() {
    if (free.availablePermits() == 0) return;
    var due = store.due(clock.instant());
    for (int n = 0; n < due.size(); n++) {
      int left = free.availablePermits();
      if (left == 0) break;
      int share = Math.max(1, left / (due.size() - n));
      claim(due.get((turn + n) % due.size()), share);
    }
    if (!due.isEmpty()) turn = (turn + 1) % due.size();
  }

  private void claim(String institution, int most) {
    var claim = UUID.randomUUID();
    try {
      for (var mail : store.claim(institution, claim, most, clock.instant())) {
        free.acquireUninterruptibly(); // there are as many: only this thread takes any
        Thread.ofVirtual().name("kagimori-mail").start(() -> send(mail));
      }
    } catch (OutcomeUnknown e) { // or they would be taken for sent, although nobody has
      store.unclaim(institution, claim);
      throw e;
    }
  }

  private void send(Claimed mail) {
    Future<?> ended = Future.succeededFuture();
    try {
      var letter = letter(mail);
      if (letter != null) {
        var attempt = postman.send(letter, clock.instant());
        ended = attempt.ended();
        settle(mail, attempt.outcome().await());
      }
    } catch (Throwable e) {
      log.atError().addKeyValue("mail", mail.id()).setCause(e).log("a mail could not be settled");
    } finally {
      releaseAfter(ended);
    }
  }

  /** A connection that a server keeps open to no end counts no longer than its mail's claim. */
  private void releaseAfter(Future<?> ended) {
    try {
      ended
          .timeout(Mailroom.CLAIM.toMillis(), TimeUnit.MILLISECONDS)
          .onComplete(_ -> {
            free.release();
            woken.run();
          });
    } catch (RejectedExecutionException e) {
      log.debug("Vert.x is closed, and the connection with it", e);
      free.release();
    }
  }

  private @Nullable Letter letter(Claimed mail) {
    try {
      return Letter.open(mail, keyring, templates);
    } catch (DatabaseFailure e) { // its key could not be had now
      settle(mail, new Delivery.Later(Reason.NO_SERVER, OptionalInt.empty()));
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("institution", mail.institution())
          .addKeyValue("mail", mail.id())
          .setCause(e)
          .log("a mail can't be read");
      settle(mail, new Delivery.Bounced(Reason.UNREADABLE, OptionalInt.empty()));
    }
    return null;
  }

  /**
   * Writes the outcome down; while the database does not take it, again until the claim is over.
   */
  private void settle(Claimed mail, Delivery delivery) {
    var end = System.nanoTime() + Mailroom.CLAIM.toNanos();
    while (true) {
      try {
        settleOnce(mail, delivery);
        return;
      } catch (DatabaseFailure e) {
        boolean last = System.nanoTime() > end || closing.getCount() == 0;
        if (last) throw e;
        pause();
      }
    }
  }

  private void settleOnce(Claimed mail, Delivery delivery) {
    switch (delivery) {
      case Delivery.Sent() -> {
        meters.count(MailMeters.SENT, 1);
        store.sent(mail, clock.instant());
      }
      case Delivery.Later later when mail.tries() >= Backoff.TRIES_MAX ->
          bounce(mail, new Delivery.Bounced(Reason.TOO_MANY_TRIES, later.status()));
      case Delivery.Later later -> {
        store.later(mail, clock.instant().plus(Backoff.after(mail.tries(), mail.id())), later);
        meters.count(MailMeters.LATER, 1);
      }
      case Delivery.Bounced bounced -> bounce(mail, bounced);
      case Delivery.Unknown() -> {
        store.unknown(mail);
        meters.count(MailMeters.UNKNOWN, 1);
        told(mail).log("nobody knows whether a mail was sent; it is not sent again");
      }
    }
  }

  private void bounce(Claimed mail, Delivery.Bounced bounced) {
    store.bounced(mail, bounced);
    meters.count(MailMeters.BOUNCED, 1);
    told(mail)
        .addKeyValue("reason", bounced.reason())
        .addKeyValue("status", bounced.status().orElse(0))
        .log("a mail was refused for good");
  }

  private static LoggingEventBuilder told(Claimed mail) {
    return log.atWarn()
        .addKeyValue("institution", mail.institution())
        .addKeyValue("mail", mail.id())
        .addKeyValue("kind", mail.kind());
  }

  private void pause() {
    try {
      var _ = closing.await(SETTLE_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for what is on its way, within a time; {@link #round} is not called any more. */
  boolean close(long millis) throws InterruptedException {
    closing.countDown();
    boolean ended = free.tryAcquire(AT_ONCE, millis, TimeUnit.MILLISECONDS);
    postman.close();
    return ended;
  }
}
