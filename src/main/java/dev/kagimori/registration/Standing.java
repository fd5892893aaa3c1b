package dev.kagimori.registration;

import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/** Where a user stands, as others than the front end are told. */
public final class Standing {
  private Standing() {}

  /** The user's status by its one name (A11); awaits. */
  public static String status(SqlClient db, User user, Instant now) {
    return Status.name(db, user, now);
  }

  /** Why starts are refused now; null: they are not. */
  public static JsonObject starts(User user, Terms terms, Instant now) {
    return new JsonObject()
        .put("failedInRow", user.failedStarts())
        .put("stopped", user.stopped(terms, now).map(Enum::name).orElse(null));
  }

  /** The last twenty registrations, newest first; awaits. */
  public static JsonArray registrations(SqlClient db, User user) {
    var registrations = new JsonArray();
    for (var row : RegistrationStore.history(db, user).await()) {
      var ended = Times.instant(row, "ended_at");
      registrations.add(
          new JsonObject()
              .put("serial", row.getString("serial"))
              .put("loginOtp", row.getBoolean("login_otp"))
              .put("openedAt", Times.text(row.getOffsetDateTime("opened_at").toInstant()))
              .put("endedAt", ended == null ? null : Times.text(ended))
              .put("endReason", row.getString("end_reason")));
    }
    return registrations;
  }
}
