package dev.kagimori.registration;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
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
import org.jspecify.annotations.Nullable;

/** A user's state, as the front end's pages show it (A11). */
public final class Status {
  private Status() {}

  static JsonObject of(
      SqlClient db, User user, Optional<Registration> registration, Terms terms, Instant now) {
    var owner = new Owner(user.contract(), user.user());
    var tokens = TokenStore.ofOwner(db, user.institution(), owner);
    var inUse = first(tokens, TokenState.IN_USE);
    var pending = first(tokens, TokenState.ALLOCATED);
    return new JsonObject()
        .put("contract", user.contract())
        .put("user", user.user())
        .put("role", user.role().name())
        .put("status", status(inUse, pending, now))
        .put("token", inUse.map(token -> token(token, terms)).orElse(null))
        .put("pending", pending.map(Status::pending).orElse(null))
        .put("loginOtp", registration.map(Registration::loginOtp).orElse(null))
        .put("nextIssueFrom", null)
        .put("startsStopped", user.stopped(terms, now).map(Enum::name).orElse(null))
        .put("allowed", allowed(user, inUse, terms, now));
  }

  /** The state alone, for a refusal that names it. */
  public static String name(SqlClient db, User user, Instant now) {
    var owner = new Owner(user.contract(), user.user());
    var tokens = TokenStore.ofOwner(db, user.institution(), owner);
    return status(first(tokens, TokenState.IN_USE), first(tokens, TokenState.ALLOCATED), now);
  }

  private static Optional<Token> first(List<Token> tokens, TokenState state) {
    return tokens.stream().filter(token -> token.state() == state).findFirst();
  }

  private static String status(Optional<Token> inUse, Optional<Token> pending, Instant now) {
    if (inUse.isEmpty()) return pending.isPresent() ? "ALLOCATED" : "NOT_REGISTERED";
    if (inUse.get().suspension() != null) return "SUSPENDED";
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

  private static JsonArray allowed(User user, Optional<Token> inUse, Terms terms, Instant now) {
    Set<TokenOperation> fitting = EnumSet.noneOf(TokenOperation.class);
    boolean mayStart = user.mayStart(terms, now);
    if (inUse.isEmpty() && mayStart) fitting.add(TokenOperation.START);
    if (inUse.filter(token -> isUsable(token, now)).isPresent()) {
      fitting.add(TokenOperation.STOP);
      if (mayStart) fitting.add(TokenOperation.EXCHANGE);
    }
    var allowed = new JsonArray();
    fitting.stream().filter(terms.offered()::contains).forEach(o -> allowed.add(o.name()));
    return allowed;
  }

  private static boolean isUsable(Token token, Instant now) {
    @Nullable Suspension suspension = token.suspension();
    return suspension == null && !token.isExpired(now);
  }
}
