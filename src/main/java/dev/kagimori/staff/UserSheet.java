package dev.kagimori.staff;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import dev.kagimori.registration.Standing;
import dev.kagimori.token.DriftRate;
import dev.kagimori.token.Owner;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenSheet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the help desk sees of a user: everything but seeds and codes. */
final class UserSheet {
  private UserSheet() {}

  /** Awaits. */
  static JsonObject of(SqlClient db, User user, Terms terms, Instant now) {
    var tokens = new JsonArray();
    for (var sheet :
        TokenSheet.ofOwner(db, user.institution(), new Owner(user.contract(), user.user())))
      tokens.add(token(sheet, terms));
    return new JsonObject()
        .put("contract", user.contract())
        .put("user", user.user())
        .put("role", user.role().name())
        .put("status", Standing.status(db, user, now))
        .put("starts", Standing.starts(user, terms, now))
        .put("tokens", tokens)
        .put("registrations", Standing.registrations(db, user));
  }

  private static JsonObject token(TokenSheet sheet, Terms terms) {
    var token = sheet.token();
    var suspension = token.suspension();
    return new JsonObject()
        .put("serial", token.serial().value())
        .put("kind", token.kind().name())
        .put("make", terms.make(token.serial().value()).map(Make::name).orElse(null))
        .put("state", token.state().name())
        .put("suspension", suspension == null ? null : suspension.name())
        .put("validUntil", text(token.validUntil()))
        .put("shippedAt", text(sheet.shipped()))
        .put("lastAcceptedAt", text(token.lastAccepted()))
        .put("failuresInRow", token.failuresInRow())
        .put("failuresSinceAccepted", token.failuresSinceAccepted())
        .put("wornOut", token.failuresSinceAccepted() >= Token.FAILURES_MAX)
        .put("driftSeconds", token.driftSeconds())
        .put("driftPpm", ppm(sheet.drift()));
  }

  private static @Nullable Double ppm(@Nullable DriftRate rate) {
    return rate == null || !rate.isTold() ? null : rate.rounded();
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : Times.text(at);
  }
}
