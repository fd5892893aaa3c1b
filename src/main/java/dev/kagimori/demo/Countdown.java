package dev.kagimori.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits in real time, and shows that it does. */
final class Countdown {
  private static final long SECOND = 1_000;
  private static final long LINE_EVERY_SECONDS = 10;
  private static final String TEXT =
      "      次のコードまで %2d 秒 / next code in %2d s"; // fits where it is written over

  private final Screen screen;
  private final Ending ending;

  Countdown(Screen screen, Ending ending) {
    this.screen = screen;
    this.ending = ending;
  }

  void until(Instant end) {
    var clock = Clock.systemUTC();
    var first = true;
    for (var left = left(clock, end); left > 0; left = left(clock, end)) {
      var seconds = (left + SECOND - 1) / SECOND;
      if (screen.isTerminal()) screen.over(TEXT.formatted(seconds, seconds));
      else if (first || seconds % LINE_EVERY_SECONDS == 0)
        screen.line(TEXT.formatted(seconds, seconds));
      first = false;
      ending.pause(Duration.ofMillis(left - (seconds - 1) * SECOND));
    }
    if (screen.isTerminal()) screen.over("");
  }

  private static long left(Clock clock, Instant end) {
    return Duration.between(clock.instant(), end).toMillis();
  }
}
