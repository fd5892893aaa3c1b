package dev.kagimori.institution;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be waited for after a registration has ended (A6, B6, D8).
 *
 * @param kinds of the next token that wait
 * @param step of the next token that waits
 * @param nextDay until the next calendar day in Japan begins
 * @param pause how long, 0 to 24 hours
 * @param night a part of the day in which another rule holds; null: none
 */
public record Wait(
    Set<Make.Kind> kinds, Step step, boolean nextDay, Duration pause, @Nullable Night night) {

  /** What may not be done while it lasts. */
  public enum Step {
    ISSUE,
    /** The app's activation. */
    SET_UP
  }

  /**
   * An end of registration in it holds the next step up until it is over.
   *
   * @param from when it begins, Japanese time
   * @param until when it is over; before {@code from}: on the next day
   * @param fromIncluded whether {@code from} itself belongs to it
   * @param untilIncluded whether {@code until} itself belongs to it
   * @param pauseToo whether the pause counts beside it: then the later end holds
   */
  public record Night(
      LocalTime from,
      LocalTime until,
      boolean fromIncluded,
      boolean untilIncluded,
      boolean pauseToo) {

    /** Whether a time of the day belongs to it. */
    boolean contains(LocalTime time) {
      boolean begun = fromIncluded ? !time.isBefore(from) : time.isAfter(from);
      boolean going = untilIncluded ? !time.isAfter(until) : time.isBefore(until);
      return from.isBefore(until) ? begun && going : begun || going;
    }
  }

  public Wait {
    kinds = Set.copyOf(kinds);
  }

  /** From when on the step may be done, after a registration that ended then. */
  public Instant over(Instant ended) {
    var after = ended.plus(pause);
    if (nextDay) return later(after, startOfNextDay(ended));
    if (night == null || !night.contains(BusinessDay.time(ended))) return after;
    var morning = next(ended, night.until());
    return night.pauseToo() ? later(after, morning) : morning;
  }

  private static Instant startOfNextDay(Instant at) {
    return BusinessDay.of(at).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant();
  }

  /** The first instant from {@code at} on at which Japanese clocks show that time. */
  private static Instant next(Instant at, LocalTime time) {
    var today = BusinessDay.of(at).atTime(time).atZone(BusinessDay.TOKYO);
    return (today.toInstant().isBefore(at) ? today.plusDays(1) : today).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
