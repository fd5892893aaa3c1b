package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockGuardTest {
  private Instant now = Instant.parse("2026-11-21T00:00:00Z");
  private long nanos;
  private Duration difference = Duration.ZERO;
  private boolean answers = true;
  private final ClockGuard guard = new ClockGuard(() -> now, () -> nanos, this::answer);

  private Future<Instant> answer() {
    return answers ? Future.succeededFuture(now.plus(difference)) : Future.failedFuture("silent");
  }

  private void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    assertFalse(guard.agrees());
    guard.compare();
    assertTrue(guard.agrees());
  }

  @ParameterizedTest
  @CsvSource({"-1001,false", "-1000,true", "0,true", "1000,true", "1001,false"})
  void aSecondIsTheBorder(long millis, boolean agrees) {
    difference = Duration.ofMillis(millis);
    guard.compare();
    assertEquals(agrees, guard.agrees());
  }

  @Test
  void itAgreesAgainWhenTheClockIsMended() {
    guard.compare();
    difference = Duration.ofSeconds(2);
    guard.compare();
    assertFalse(guard.agrees());
    difference = Duration.ZERO;
    guard.compare();
    assertTrue(guard.agrees());
  }

  @Test
  void fiveSecondsOfSilenceEndIt() {
    guard.compare();
    answers = false;
    pass(Duration.ofMillis(4_999));
    guard.compare();
    assertTrue(guard.agrees());
    pass(Duration.ofMillis(1));
    assertFalse(guard.agrees());
    answers = true;
    guard.compare();
    assertTrue(guard.agrees());
  }

  @Test
  void theRoundTripIsAllowedFor() {
    var slow = Promise.<Instant>promise();
    var patient = new ClockGuard(() -> now, () -> nanos, slow::future);
    patient.compare();
    var theirs = now.minusMillis(900); // when they were asked
    pass(Duration.ofMillis(500));
    slow.complete(theirs);
    assertTrue(patient.agrees());
  }
}
