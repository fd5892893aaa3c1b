package dev.kagimori.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Period;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.FobReuse;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Issue;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenSheet;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets a fob aside for the user it is shipped to (割当, E7); a request of theirs for one is marked by
 * it (B4).
 */
public final class Allocation {
  /** What came of it. */
  public sealed interface Outcome {
    record Allocated(SerialNumber serial, Owner to) implements Outcome {}

    record UnknownUser(Owner to) implements Outcome {}

    record UnknownSerial(SerialNumber serial) implements Outcome {}

    /** The fob's state, or the terms, do not allow it. */
    record Refused(Token token, Decision.Reason reason) implements Outcome {}
  }

  /** The first of a make that may go out and nobody else is about to take. */
  private static final String NEXT =
      """
      SELECT serial FROM token
      WHERE institution = $1 AND kind = 'HARDWARE' AND state = 'IN_STOCK' AND suspension IS NULL
        AND serial >= $2 AND serial <= rpad($2, 20, 'Z') AND starts_with(serial, $2)
        AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS p WHERE starts_with(serial, p))
        AND (inspection = 'CHECKED' OR (inspection IS NULL AND NOT $4::boolean))
        AND (valid_until IS NULL OR valid_until > $5) %s
      ORDER BY serial LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
      """;

  private static final String NEXT_ANYWHERE = NEXT.formatted("");

  /** By the box's own index: in the order of all serial numbers it may come last. */
  private static final String NEXT_IN_BOX = NEXT.formatted("AND box = $6");

  private final Pool pool;
  private final TermsStore terms;
  private final UserStore users = new UserStore();

  public Allocation(Pool pool, TermsStore terms) {
    this.pool = pool;
    this.terms = terms;
  }

  /** Locks user and fob, decides, saves. */
  public Outcome allocate(
      String institution, SerialNumber serial, Owner to, Source source, Instant now) {
    return Tx.in(pool, db -> allocate(db, institution, serial, to, source, new JsonObject(), now));
  }

  /**
   * The same in a transaction that is under way.
   *
   * @param details for the audit
   */
  public Outcome allocate(
      SqlClient db,
      String institution,
      SerialNumber serial,
      Owner to,
      Source source,
      JsonObject details,
      Instant now) {
    var entry = entry(institution, serial, to, source, details, now);
    if (users.lock(db, institution, to.contract(), to.user()).await().isEmpty()) {
      AuditLog.append(db, entry.refused("UNKNOWN_USER")).await();
      return new Outcome.UnknownUser(to);
    }
    var stored = TokenStore.lock(db, institution, List.of(serial)).get(serial);
    if (stored == null) {
      AuditLog.append(db, entry.refused("UNKNOWN_SERIAL")).await();
      return new Outcome.UnknownSerial(serial);
    }
    var requested = isRequested(db, institution, to);
    return switch (decide(stored.token(), to, requested, terms.at(institution, now), now)) {
      case Decision.Refused(Token token, Decision.Reason reason) -> {
        AuditLog.append(db, entry.refused(reason.name())).await();
        yield new Outcome.Refused(token, reason);
      }
      case Decision.Done(Token token) -> {
        if (!TokenStore.save(db, stored.token(), token, entry).await())
          throw new IllegalStateException("a fob changed although its row was held");
        TokenStore.shipped(db, institution, serial, null).await();
        Movements.append(db, List.of(movement(entry, serial, to))).await();
        if (requested) IssueStore.allocated(db, institution, to, serial).await();
        yield new Outcome.Allocated(serial, to);
      }
    };
  }

  /**
   * Why a fob can't be set aside for a user now, audited; empty: it could be. Holds and changes
   * nothing.
   */
  public Optional<Outcome> refusal(
      SqlClient db,
      String institution,
      SerialNumber serial,
      Owner to,
      Source source,
      JsonObject details,
      Instant now) {
    var entry = entry(institution, serial, to, source, details, now);
    if (users.find(db, institution, to.contract(), to.user()).isEmpty()) {
      AuditLog.append(db, entry.refused("UNKNOWN_USER")).await();
      return Optional.of(new Outcome.UnknownUser(to));
    }
    var found = TokenSheet.of(db, institution, serial);
    if (found.isEmpty()) {
      AuditLog.append(db, entry.refused("UNKNOWN_SERIAL")).await();
      return Optional.of(new Outcome.UnknownSerial(serial));
    }
    var requested = isRequested(db, institution, to);
    return switch (decide(found.get().token(), to, requested, terms.at(institution, now), now)) {
      case Decision.Refused(Token token, Decision.Reason reason) -> {
        AuditLog.append(db, entry.refused(reason.name())).await();
        yield Optional.of(new Outcome.Refused(token, reason));
      }
      case Decision.Done _ -> Optional.empty();
    };
  }

  private static Movement movement(Entry entry, SerialNumber serial, Owner to) {
    var details = new JsonObject().put("contract", to.contract()).put("user", to.user());
    return new Movement(
        entry.institution(),
        serial,
        entry.at(),
        Movement.Kind.ALLOCATED,
        entry.source().client(),
        details);
  }

  private static Entry entry(
      String institution,
      SerialNumber serial,
      Owner to,
      Source source,
      JsonObject details,
      Instant now) {
    return Entry.of(institution, now, source, Action.ALLOCATE, to.contract(), to.user())
        .serial(serial.value())
        .with(details);
  }

  /**
   * Sets the first fob in stock aside whose make may be started now, in a transaction that is under
   * way; empty: there is none. Who has one on its way keeps that.
   *
   * @param box where it lies; null: anywhere
   */
  public Optional<Outcome> allocateNext(
      SqlClient db,
      String institution,
      Owner to,
      @Nullable String box,
      Source source,
      Instant now) {
    var rules = terms.at(institution, now);
    if (users.lock(db, institution, to.contract(), to.user()).await().isEmpty())
      return Optional.of(new Outcome.UnknownUser(to));
    for (var theirs : TokenStore.ofOwner(db, institution, to))
      if (theirs.state() == TokenState.ALLOCATED)
        return Optional.of(new Outcome.Allocated(theirs.serial(), to));
    return next(db, institution, box, rules, now)
        .map(serial -> allocate(db, institution, serial, to, source, new JsonObject(), now));
  }

  private static Optional<SerialNumber> next(
      SqlClient db, String institution, @Nullable String box, Terms rules, Instant now) {
    for (var make : rules.makes()) {
      if (make.kind() != Kind.HARDWARE || !make.start().contains(now)) continue;
      var values =
          Tuple.tuple()
              .addString(institution)
              .addString(make.prefix())
              .addArrayOfString(LongerPrefixes.of(make, rules))
              .addBoolean(rules.stock().checkedOnly())
              .addOffsetDateTime(Times.column(now));
      if (box != null) values.addString(box);
      var sql = box == null ? NEXT_ANYWHERE : NEXT_IN_BOX;
      for (var row : db.preparedQuery(sql).execute(values).await())
        return Optional.of(new SerialNumber(row.getString("serial")));
    }
    return Optional.empty();
  }

  private static boolean isRequested(SqlClient db, String institution, Owner to) {
    return IssueStore.openOf(db, institution, to).await().stream()
        .anyMatch(issue -> issue.state() == Issue.State.REQUESTED);
  }

  /** A released fob works again by a new issue of its user's, where they can ask for one (B5). */
  private static Decision decide(
      Token token, Owner to, boolean requested, Terms rules, Instant now) {
    boolean wantsIssue =
        token.state() == TokenState.RELEASED
            && rules.fobReuse() == FobReuse.AFTER_ISSUE
            && rules.hardwareIssue()
            && rules.offers(TokenOperation.ISSUE);
    if (wantsIssue && !requested) return new Decision.Refused(token, Decision.Reason.NOT_REUSABLE);
    var decision = LifeCycle.decide(token, new Command.Allocate(to), rules, now);
    return decision instanceof Decision.Done
        ? useless(token, rules, now)
            .<Decision>map(reason -> new Decision.Refused(token, reason))
            .orElse(decision)
        : decision;
  }

  /** Why nobody could ever take it into use (E9); empty: somebody may, now or later. */
  private static Optional<Decision.Reason> useless(Token token, Terms rules, Instant now) {
    if (token.isExpired(now)) return Optional.of(Decision.Reason.EXPIRED);
    var make = rules.make(token.serial().value());
    if (make.isEmpty()) return Optional.of(Decision.Reason.UNKNOWN_MAKE);
    return isOver(make.get().start(), now) && isOver(make.get().exchange(), now)
        ? Optional.of(Decision.Reason.MAKE_CLOSED)
        : Optional.empty();
  }

  private static boolean isOver(Period period, Instant now) {
    var until = period.until();
    return until != null && !now.isBefore(until);
  }
}
