package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.intake.Imports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;

/** How far imports are, asked of any instance while another one reads. */
final class ImportReading {
  private final Pool pool;

  ImportReading(Pool pool) {
    this.pool = pool;
  }

  Answer list(Call call, Clerk clerk) {
    int before = Integer.parseInt(call.parameter("before"));
    int last = Integer.parseInt(call.parameter("last"));
    var imports = new JsonArray();
    Tx.reading(pool, db -> Imports.list(db, clerk.institution(), before, last))
        .forEach(imported -> imports.add(ImportSheet.of(imported)));
    return Answer.ok(new JsonObject().put("imports", imports));
  }

  Answer one(Call call, Clerk clerk) {
    long after = Long.parseLong(call.parameter("after"));
    int last = Integer.parseInt(call.parameter("last"));
    return Tx.reading(
        pool,
        db ->
            Imports.find(db, clerk.institution(), call.path("delivery"))
                .map(imported -> {
                  var rejected =
                      Imports.rejected(db, clerk.institution(), imported.delivery(), after, last);
                  return Answer.ok(
                      ImportSheet.of(imported).put("rejected", ImportSheet.rejected(rejected)));
                })
                .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND)));
  }
}
