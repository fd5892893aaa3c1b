package dev.kagimori.institution;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A login within a contract, and what failed starts cost it (rule 7: they are charged to the user,
 * so that nobody can wear out stock by walking serial numbers).
 *
 * @param failedStarts in a row
 * @param failedDay the business day that {@code failedToday} counts
 * @param startsStopped since when starts are refused until staff lift it
 * @param openExchange the exchange that counts, if one was opened for the present registration
 * @param registeredMail where notices go; null: nowhere
 * @param ended when the last registration ended without another taking its place; null: never
 */
public record User(
    String institution,
    String contract,
    String user,
    Role role,
    int failedStarts,
    @Nullable LocalDate failedDay,
    int failedToday,
    @Nullable Instant startsStopped,
    @Nullable UUID openExchange,
    @Nullable Ended ended,
    @Nullable String registeredMail) {

  /** The end of a registration, from which waiting times run (A6, D8). */
  public record Ended(Instant at, By by) {
    /** Who ended it. */
    public enum By {
      /** The customer, by a code. */
      STOP,
      /** Staff or a master user, without one. */
      REVOCATION
    }

    static @Nullable Ended of(@Nullable Instant at, @Nullable String by) {
      return at == null || by == null ? null : new Ended(at, By.valueOf(by));
    }
  }

  /** Personal contracts have one user; business ones have masters and general users (D1). */
  public enum Role {
    PERSONAL,
    MASTER,
    GENERAL
  }

  /** Why starts are refused, and what ends that. */
  public enum Stopped {
    /** Too many failed in a row: until staff lift it. */
    UNTIL_LIFTED,
    /** Too many failed today: until the next day in Japan. */
    UNTIL_TOMORROW
  }

  static User from(Row row) {
    return new User(
        row.getString("institution"),
        row.getString("contract"),
        row.getString("user_id"),
        Role.valueOf(row.getString("role")),
        row.getInteger("failed_starts"),
        row.getLocalDate("failed_day"),
        row.getInteger("failed_today"),
        Times.instant(row, "starts_stopped"),
        row.getUUID("open_exchange"),
        Ended.of(Times.instant(row, "ended_at"), row.getString("ended_by")),
        row.getString("registered_mail"));
  }

  /** May this user try to start a token now? */
  public boolean mayStart(Terms terms, Instant now) {
    return stopped(terms, now).isEmpty();
  }

  /** Whether starts are refused now; empty: they are not. */
  public Optional<Stopped> stopped(Terms terms, Instant now) {
    if (startsStopped != null) return Optional.of(Stopped.UNTIL_LIFTED);
    return failedOn(BusinessDay.of(now)) < terms.failedStartsADay()
        ? Optional.empty()
        : Optional.of(Stopped.UNTIL_TOMORROW);
  }

  public User failed(Terms terms, Instant now) {
    var today = BusinessDay.of(now);
    int inRow = failedStarts + 1;
    return new User(
        institution,
        contract,
        user,
        role,
        inRow,
        today,
        failedOn(today) + 1,
        inRow >= terms.failedStartsMax() ? now : startsStopped,
        openExchange,
        ended,
        registeredMail);
  }

  /** A start that succeeded ends the row, not the day's count. */
  public User started() {
    return new User(
        institution,
        contract,
        user,
        role,
        0,
        failedDay,
        failedToday,
        startsStopped,
        null,
        ended,
        registeredMail);
  }

  /** Staff looked into it. */
  public User lifted() {
    return new User(
        institution,
        contract,
        user,
        role,
        0,
        failedDay,
        0,
        null,
        openExchange,
        ended,
        registeredMail);
  }

  public User exchanging(@Nullable UUID exchange) {
    return new User(
        institution,
        contract,
        user,
        role,
        failedStarts,
        failedDay,
        failedToday,
        startsStopped,
        exchange,
        ended,
        registeredMail);
  }

  /** The registration ended, and with it an exchange that was open. */
  public User ended(Ended.By by, Instant now) {
    return new User(
        institution,
        contract,
        user,
        role,
        failedStarts,
        failedDay,
        failedToday,
        startsStopped,
        null,
        new Ended(now, by),
        registeredMail);
  }

  /** Mail addresses are nobody's business. */
  @Override
  public String toString() {
    return "User(" + contract + ", " + user + ")";
  }

  private int failedOn(LocalDate day) {
    return day.equals(failedDay) ? failedToday : 0;
  }
}
