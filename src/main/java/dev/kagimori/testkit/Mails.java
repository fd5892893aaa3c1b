package dev.kagimori.testkit;

import dev.kagimori.inbox.Inbox;
import dev.kagimori.inbox.Received;
import dev.kagimori.mail.Smtp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The mails that the service sent, taken by a mail server of the test's own. */
public final class Mails implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Inbox inbox;

  private Mails(Inbox inbox) {
    this.inbox = inbox;
  }

  static Mails open(Vertx vertx, Path directory) {
    try {
      return new Mails(Inbox.start(vertx, Files.createDirectories(directory.resolve("inbox"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Smtp smtp() {
    return Smtp.of("127.0.0.1", inbox.smtpPort(), Smtp.Tls.REQUIRED)
        .withRootCert(inbox.certificate());
  }

  /** Answers them as JSON, for a browser or a script. */
  public URI uri() {
    return inbox.uri();
  }

  /** The last thousand, oldest first. */
  public List<Received> all() {
    return inbox.mails();
  }

  /** To one address, oldest first. */
  public List<Received> to(String address) {
    return all().stream().filter(mail -> mail.to().equals(address)).toList();
  }

  /**
   * The last one to an address, as soon as there are so many: the service sends what it has
   * committed, a moment later.
   *
   * @throws IllegalStateException when they do not come within 30 seconds
   */
  public Received awaitLast(String address, int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (; ; ) {
      var come = to(address);
      if (come.size() >= count) return come.getLast();
      if (System.nanoTime() > end)
        throw new IllegalStateException(
            "%d 通のうち %d 通しか届いていません / %d of %d mails have come"
                .formatted(count, come.size(), come.size(), count));
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    inbox.close();
  }
}
