package dev.kagimori.registration;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import dev.kagimori.institution.Wait;
import dev.kagimori.token.Issue;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.Owner;
import dev.kagimori.token.Suspension;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user's state, as the front end's pages show it (A11). */
public final class Status {
  private static final String SUSPENDED = "SUSPENDED";

  private Status() {}

  static JsonObject of(
      SqlClient db, User user, Optional<Registration> registration, Terms terms, Instant now) {
    var owner = new Owner(user.contract(), user.user());
    var tokens = TokenStore.ofOwner(db, user.institution(), owner);
    var inUse = first(tokens, TokenState.IN_USE);
    var pending = pendingOf(tokens);
    var next = new NextIssue(user.ended(), terms, now);
    boolean requested = pending.isEmpty() && isRequested(db, user.institution(), owner);
    return new JsonObject()
        .put("contract", user.contract())
        .put("user", user.user())
        .put("role", user.role().name())
        .put("status", isStopped(tokens) ? SUSPENDED : status(inUse, pending, requested, now))
        .put("token", inUse.map(token -> token(token, terms)).orElse(null))
        .put("pending", pending.map(Status::pending).orElse(requested ? requested() : null))
        .put("loginOtp", registration.map(r -> terms.loginOtp().asks(r.loginOtp())).orElse(null))
        .put("nextIssueFrom", next.from().map(Times::earliest).orElse(null))
        .put("waits", next.waits())
        .put("startsStopped", user.stopped(terms, now).map(Enum::name).orElse(null))
        .put(
            "allowed",
            isStopped(tokens)
                ? new JsonArray()
                : allowed(user, inUse, pending, requested, terms, now));
  }

  /** The state alone, for a refusal that names it. */
  public static String name(SqlClient db, User user, Instant now) {
    var owner = new Owner(user.contract(), user.user());
    var tokens = TokenStore.ofOwner(db, user.institution(), owner);
    var inUse = first(tokens, TokenState.IN_USE);
    var pending = pendingOf(tokens);
    boolean requested =
        inUse.isEmpty() && pending.isEmpty() && isRequested(db, user.institution(), owner);
    return isStopped(tokens) ? SUSPENDED : status(inUse, pending, requested, now);
  }

  /** What staff suspended, in use or on its way, stands for the user until staff lift it (E11). */
  private static boolean isStopped(List<Token> tokens) {
    return tokens.stream().anyMatch(token -> token.suspension() == Suspension.STAFF);
  }

  private static Optional<Token> first(List<Token> tokens, TokenState state) {
    return tokens.stream().filter(token -> token.state() == state).findFirst();
  }

  /** What is on its way; of several, what is nearest to its use. */
  private static Optional<Token> pendingOf(List<Token> tokens) {
    return Stream.of(TokenState.ACTIVATED, TokenState.ALLOCATED, TokenState.ISSUED)
        .flatMap(state -> first(tokens, state).stream())
        .findFirst();
  }

  /** Whether the user asked for a fob, and none is set aside yet. */
  private static boolean isRequested(SqlClient db, String institution, Owner owner) {
    return IssueStore.openOf(db, institution, owner).await().stream()
        .anyMatch(issue -> issue.state() == Issue.State.REQUESTED);
  }

  private static String status(
      Optional<Token> inUse, Optional<Token> pending, boolean requested, Instant now) {
    if (inUse.isEmpty())
      return pending
          .map(token -> token.state().name())
          .orElse(requested ? Issue.State.REQUESTED.name() : "NOT_REGISTERED");
    if (inUse.get().suspension() != null) return SUSPENDED;
    return inUse.get().isExpired(now) ? "EXPIRED" : "IN_USE";
  }

  private static JsonObject token(Token token, Terms terms) {
    @Nullable Instant validUntil = token.validUntil();
    return new JsonObject()
        .put("serial", token.serial().value())
        .put("kind", token.kind().name())
        .put("make", terms.make(token.serial().value()).map(Make::name).orElse(null))
        .put("validUntil", validUntil == null ? null : Times.text(validUntil));
  }

  private static JsonObject pending(Token token) {
    return new JsonObject()
        .put("serial", token.serial().value())
        .put("kind", token.kind().name())
        .put("state", token.state().name());
  }

  private static JsonObject requested() {
    return new JsonObject()
        .put("kind", Make.Kind.HARDWARE.name())
        .put("state", Issue.State.REQUESTED.name());
  }

  private static JsonArray allowed(
      User user,
      Optional<Token> inUse,
      Optional<Token> pending,
      boolean requested,
      Terms terms,
      Instant now) {
    Set<TokenOperation> fitting = EnumSet.noneOf(TokenOperation.class);
    boolean mayStart = user.mayStart(terms, now);
    if (mayBeIssued(user, inUse, pending, requested, terms, now)) fitting.add(TokenOperation.ISSUE);
    if (inUse.isEmpty() && mayStart && hasSomethingToStart(pending, terms))
      fitting.add(TokenOperation.START);
    if (inUse.filter(token -> isUsable(token, now)).isPresent()) {
      fitting.add(TokenOperation.STOP);
      if (mayStart) fitting.add(TokenOperation.EXCHANGE);
    }
    var allowed = new JsonArray();
    fitting.stream().filter(terms::offers).forEach(o -> allowed.add(o.name()));
    return allowed;
  }

  private static boolean mayBeIssued(
      User user,
      Optional<Token> inUse,
      Optional<Token> pending,
      boolean requested,
      Terms terms,
      Instant now) {
    if (inUse.isPresent() && !terms.offers(TokenOperation.EXCHANGE)) return false;
    return Stream.of(Make.Kind.values())
        .filter(terms::issues)
        .filter(kind ->
            kind == Make.Kind.SOFTWARE
                || (!requested
                    && pending.filter(token -> token.state() == TokenState.ALLOCATED).isEmpty()))
        .anyMatch(
            kind -> terms.waits().running(user.ended(), kind, Wait.Step.ISSUE, now).isEmpty());
  }

  /** Whether any token could be registered: one on its way, or one that needs no issue. */
  private static boolean hasSomethingToStart(Optional<Token> pending, Terms terms) {
    return pending.filter(token -> token.state() != TokenState.ISSUED).isPresent()
        || !terms.allocationRequired()
        || terms.makes().stream().anyMatch(Make::selfIssued);
  }

  private static boolean isUsable(Token token, Instant now) {
    @Nullable Suspension suspension = token.suspension();
    return suspension == null && !token.isExpired(now);
  }
}
