package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.stock.Branches;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays a campaign out: chooses its members, and says who is left out and why. */
public final class Making {
  /** Members that a campaign may have. */
  public static final int MEMBERS_MAX = 500_000;

  /** Reminders that a campaign may have. */
  public static final int REMINDERS_MAX = 9;

  /** The last reminder is due so many days after shipping at most. */
  public static final int REMIND_DAYS_MAX = 365;

  /** What came of it. */
  public sealed interface Made {
    record Done(Campaign campaign) implements Made {}

    /** Another campaign of the institution's has the name. */
    record NameTaken() implements Made {}

    /** The terms know no make of fobs with the prefix, or it may not be exchanged to now (E9). */
    record NoReplacement(String prefix, boolean known) implements Made {}

    /** Nobody's fob is as was asked for, or more are than a campaign may have. */
    record WrongSize(boolean empty) implements Made {}

    /**
     * Somebody's fobs are as was asked for, and everybody is left out.
     *
     * @param why members by the reason, as {@link Progress} has it
     */
    record AllLeftOut(Map<String, Long> why) implements Made {}

    /** The branch that replacements are to come from is none, or closed. */
    record UnknownBranch(String branch) implements Made {}

    /**
     * The last day of the old fobs is today, or over.
     *
     * @param first the first day, in Japan, that may be given
     */
    record DayOver(LocalDate first) implements Made {}

    /** Reminders are {@link #REMINDERS_MAX} at most, each 1 to {@link #REMIND_DAYS_MAX} days. */
    record WrongReminders() implements Made {}

    record UnknownInstitution() implements Made {}

    /**
     * What fobs or users are chosen by is in no book.
     *
     * @param missing of a list the first ones, at most {@link #NAMED_MAX}
     */
    record NotInTheBooks(List<Missing> missing) implements Made {
      public static final int NAMED_MAX = 20;

      /**
       * One of them.
       *
       * @param field of {@link Whom}; of a list with the place in it, such as {@code serials/0}
       * @param value that is not there
       */
      public record Missing(String field, String value) {}
    }
  }

  private static final String ADD =
      """
      INSERT INTO campaign (institution, name, whom, replace_with, from_branch, old_until,
                            remind_days, language, made_at, made_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (institution, name) DO NOTHING
      RETURNING
      """
          + Campaign.COLUMNS;

  private final TermsStore terms;

  public Making(TermsStore terms) {
    this.terms = terms;
  }

  /**
   * Makes one in a transaction that is under way; no user or token is held.
   *
   * @param time that the choice may take
   */
  public Made make(
      SqlClient db, String institution, Plan plan, Source source, Instant now, Duration time) {
    if (!Institutions.exists(db, institution)) return new Made.UnknownInstitution();
    var rules = terms.at(institution, now);
    db.query("SET LOCAL statement_timeout = " + time.toMillis()).execute().await();
    // chosen by what is asked for, which no plan made beforehand knows
    db.query("SET LOCAL plan_cache_mode = force_custom_plan").execute().await();
    var senseless = senseless(db, institution, plan, rules, now);
    if (senseless.isPresent()) return senseless.get();
    db.query("SAVEPOINT making").execute().await();
    var added = add(db, institution, plan, source, now);
    if (added.isEmpty()) return new Made.NameTaken();
    int members = Choice.members(db, added.get(), plan.whom(), rules);
    var why = members > MEMBERS_MAX ? Map.<String, Long>of() : Choice.leftOut(db, added.get());
    boolean nobody = why.values().stream().mapToLong(some -> some).sum() == members;
    if (nobody || members > MEMBERS_MAX) {
      db.query("ROLLBACK TO SAVEPOINT making").execute().await();
      return nobody && members > 0 ? new Made.AllLeftOut(why) : new Made.WrongSize(members == 0);
    }
    AuditLog.append(db, entry(added.get(), source, now, members)).await();
    return new Made.Done(added.get());
  }

  private static Optional<Made> senseless(
      SqlClient db, String institution, Plan plan, Terms rules, Instant now) {
    var today = BusinessDay.of(now);
    if (!plan.oldUntil().isAfter(today)) return Optional.of(new Made.DayOver(today.plusDays(1)));
    var reminders = plan.remindAfterDays();
    if (reminders.size() > REMINDERS_MAX
        || reminders.stream().anyMatch(days -> days < 1 || days > REMIND_DAYS_MAX))
      return Optional.of(new Made.WrongReminders());
    if (!Branches.isOpen(db, institution, plan.fromBranch()))
      return Optional.of(new Made.UnknownBranch(plan.fromBranch()));
    return noReplacement(plan, rules, now)
        .or(() -> Mistyped.in(db, institution, plan.whom(), rules));
  }

  private static Optional<Made> noReplacement(Plan plan, Terms rules, Instant now) {
    for (var prefix : plan.replaceWith()) {
      var make =
          rules.makes().stream()
              .filter(m -> m.kind() == Kind.HARDWARE && m.prefix().equals(prefix))
              .findFirst();
      if (make.isEmpty() || !make.get().exchange().contains(now))
        return Optional.of(new Made.NoReplacement(prefix, make.isPresent()));
    }
    return Optional.empty();
  }

  private static Optional<Campaign> add(
      SqlClient db, String institution, Plan plan, Source source, Instant now) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addString(plan.name())
            .addJsonObject(plan.whom().toJson())
            .addArrayOfString(plan.replaceWith().toArray(String[]::new))
            .addString(plan.fromBranch())
            .addLocalDate(plan.oldUntil())
            .addArrayOfInteger(
                plan.remindAfterDays().stream().sorted().distinct().toArray(Integer[]::new))
            .addString(plan.language().name())
            .addOffsetDateTime(Times.column(now))
            .addString(source.client());
    for (var row : db.preparedQuery(ADD).execute(values).await())
      return Optional.of(Campaign.from(row));
    return Optional.empty();
  }

  private static Entry entry(Campaign campaign, Source source, Instant now, int members) {
    return Entry.of(campaign.institution(), now, source, Action.CAMPAIGN)
        .with("campaign", campaign.number())
        .with("step", "MAKE")
        .with("name", campaign.name())
        .with("whom", campaign.whom())
        .with("members", members);
  }
}
