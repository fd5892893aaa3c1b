package dev.kagimori.issue;

import dev.kagimori.audit.Entry;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import dev.kagimori.institution.Wait.Step;
import dev.kagimori.registration.Customer;
import dev.kagimori.registration.RegistrationStore;
import dev.kagimori.registration.Request;
import dev.kagimori.registration.Status;
import dev.kagimori.token.Owner;
import dev.kagimori.token.Suspension;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What bars an issue, whatever it is of. */
final class Issuing {
  private Issuing() {}

  /** Whether the institution has it at all (A18, B3); empty: it has. */
  static Optional<Answer> notOffered(Terms terms, Kind kind) {
    if (!terms.offers(TokenOperation.ISSUE)) return Optional.of(ruled("offered"));
    if (terms.issues(kind)) return Optional.empty();
    return Optional.of(
        ruled(
            switch (kind) {
              case HARDWARE -> "hardwareIssue";
              case SOFTWARE -> "appIssue";
            }));
  }

  private static Answer ruled(String rule) {
    return new Answer.Refused(Problem.ruled(ProblemCode.NOT_OFFERED, rule));
  }

  static User required(Optional<User> found) {
    return found.orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
  }

  /** What staff suspended no customer gets around by a token in its place (E11); awaits. */
  static boolean isSuspendedByStaff(SqlClient db, User user) {
    var owner = new Owner(user.contract(), user.user());
    return TokenStore.ofOwner(db, user.institution(), owner).stream()
        .anyMatch(token -> token.suspension() == Suspension.STAFF);
  }

  /**
   * Refuses who has a token that no exchange could end, or has to wait; and all, while what is
   * issued could not be registered (E9). Awaits.
   */
  static Optional<Answer> barred(
      SqlClient db, Writes writes, Request request, User user, Kind kind, Entry entry) {
    var terms = request.terms();
    if (isSuspendedByStaff(db, user))
      return Optional.of(Customer.refuse(writes, entry, Problem.of(ProblemCode.SUSPENDED)));
    boolean registered = RegistrationStore.openOf(db, user).await().isPresent();
    if (registered && !terms.offers(TokenOperation.EXCHANGE))
      return Optional.of(already(writes, entry, Status.name(db, user, request.now()), "offered"));
    var closed = closed(terms.issued(kind), registered, request.now());
    if (closed.isPresent()) return Optional.of(Customer.refuse(writes, entry, closed.get()));
    return terms
        .waits()
        .running(user.ended(), kind, Step.ISSUE, request.now())
        .map(wait ->
            Customer.refuse(
                writes,
                entry,
                Problem.ruled(ProblemCode.TOO_EARLY, wait.rule())
                    .with("nextIssueFrom", Times.earliest(wait.until()))));
  }

  /** Who has a token exchanges it; others start the new one. */
  private static Optional<Problem> closed(List<Make> makes, boolean registered, Instant now) {
    if (makes.stream()
        .map(make -> registered ? make.exchange() : make.start())
        .anyMatch(period -> period.contains(now))) return Optional.empty();
    var period = registered ? ".exchange" : ".start";
    var rule = makes.size() == 1 ? "makes." + makes.getFirst().prefix() + period : "makes";
    return Optional.of(Problem.ruled(ProblemCode.MAKE_CLOSED, rule).about("issue"));
  }

  static Answer already(Writes writes, Entry entry, String state) {
    return Customer.refuse(
        writes, entry, Problem.of(ProblemCode.ALREADY_REGISTERED, "issue").with("state", state));
  }

  private static Answer already(Writes writes, Entry entry, String state, String rule) {
    return Customer.refuse(
        writes,
        entry,
        Problem.ruled(ProblemCode.ALREADY_REGISTERED, rule).about("stop").with("state", state));
  }
}
