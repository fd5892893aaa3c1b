package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Times;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.Movement;
import dev.kagimori.stock.Movements;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenSheet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;

/** What staff look at in the stock. */
final class FobReading {
  private static final int MOVEMENTS_MAX = 50;

  private final Pool pool;

  FobReading(Pool pool) {
    this.pool = pool;
  }

  Answer one(Call call, Clerk clerk) {
    var serial = serial(call);
    return Tx.reading(
        pool,
        db ->
            TokenSheet.of(db, clerk.institution(), serial)
                .map(sheet -> {
                  var movements = new JsonArray();
                  Movements.last(db, clerk.institution(), serial, MOVEMENTS_MAX)
                      .forEach(movement -> movements.add(json(movement)));
                  return Answer.ok(json(sheet).put("movements", movements));
                })
                .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND)));
  }

  private static JsonObject json(TokenSheet sheet) {
    var token = sheet.token();
    var shipped = sheet.shipped();
    return new JsonObject()
        .put("serial", token.serial().value())
        .put("kind", token.kind().name())
        .put("state", token.state().name())
        .put("inspection", token.inspection().name())
        .put("shippedAt", shipped == null ? null : Times.text(shipped));
  }

  private static JsonObject json(Movement movement) {
    return new JsonObject()
        .put("at", Times.text(movement.at()))
        .put("kind", movement.kind().name())
        .put("by", movement.by())
        .put("details", movement.details());
  }

  private static SerialNumber serial(Call call) {
    return SerialNumber.parse(call.path("serial"))
        .orElseThrow(() ->
            new ProblemException(
                FieldError.malformed(new FieldError(In.PATH, "/serial", Reason.SERIAL, ""))));
  }
}
