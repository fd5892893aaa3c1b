package dev.kagimori.testkit;

import dev.kagimori.database.CannotStart;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and closes within a time, so that no test waits for ever. */
final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private Patience() {}

  /**
   * Starts something; what comes too late is closed again.
   *
   * @throws CannotStart why it can't be, in both languages
   */
  static <T extends AutoCloseable> T start(String what, Callable<T> start) {
    var started = apart("kagimori-testkit-start", start);
    try {
      return started.get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof CannotStart known) throw known;
      throw new CannotStart(
          "テスト用の%sを起動できません: %s。原因の例外をご確認ください。".formatted(what, cause),
          "%s for the tests can't be started: %s. Please see the cause.".formatted(what, cause),
          cause);
    } catch (TimeoutException e) {
      var _ = started.thenAccept(Patience::close);
      throw new CannotStart(
          "テスト用の%sが %d 秒以内に起動しません。マシンの負荷と空き容量をご確認ください。".formatted(what, START.toSeconds()),
          "%s for the tests did not start within %d s. Please look at the machine's load and disk."
              .formatted(what, START.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var _ = started.thenAccept(Patience::close);
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Closes, and says so where that fails: a test that is over is not failed by it. */
  static void close(AutoCloseable part) {
    var closed =
        apart(
            "kagimori-testkit-close",
            () -> {
              part.close();
              return part;
            });
    try {
      closed.get(CLOSE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> CompletableFuture<T> apart(String name, Callable<T> work) {
    var done = new CompletableFuture<T>();
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          try {
            done.complete(work.call());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }
}
