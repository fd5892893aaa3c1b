package dev.kagimori.staff.stock;

import dev.kagimori.database.Work;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.check.Checks;
import dev.kagimori.stock.check.Finding;
import dev.kagimori.stock.check.Measured;
import dev.kagimori.stock.check.Pace;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code checkFobs}: what a desk read from the fobs on its rack. */
final class Checking {
  private final Checks checks;
  private final Idempotency idempotency;
  private final InstantSource clock;

  Checking(Keyring keyring, TermsStore terms, Idempotency idempotency, InstantSource clock) {
    checks = new Checks(keyring, terms);
    this.idempotency = idempotency;
    this.clock = clock;
  }

  Answer check(Call call, Clerk clerk) {
    var fobs = fobs(call.body().getJsonArray("readings"));
    var now = clock.instant();
    return idempotency.once(
        call,
        now,
        Work.of((db, _) ->
            checks
                .check(db, clerk.institution(), fobs, clerk.source(), now)
                .map(Checking::answer)
                .orElseThrow(() ->
                    new ProblemException(
                        Problem.of(ProblemCode.RATE_LIMITED)
                            .with("retryAfter", (int) Pace.WINDOW.toSeconds() / 4)))));
  }

  private static Answer answer(List<Finding> findings) {
    var results = new JsonArray();
    findings.forEach(finding -> results.add(json(finding)));
    return Answer.ok(new JsonObject().put("results", results));
  }

  private static JsonObject json(Finding finding) {
    var json =
        new JsonObject()
            .put("serial", finding.serial().value())
            .put("result", finding.result().name());
    var reason = finding.reason();
    if (reason != null) json.put("reason", reason.name());
    var fob = finding.fob();
    if (fob == null) return json;
    json.put("state", fob.state().name()).put("inspection", fob.inspection().name());
    return finding.result() == Finding.Result.CHECKED
        ? json.put("driftSeconds", fob.driftSeconds())
        : json;
  }

  private static List<Measured> fobs(JsonArray readings) {
    var fobs = new ArrayList<Measured>(readings.size());
    var errors = new ArrayList<FieldError>();
    var seen = new HashSet<SerialNumber>();
    for (int n = 0; n < readings.size(); n++) {
      var reading = readings.getJsonObject(n);
      var at = "/readings/" + n;
      var serial = SerialNumber.parse(reading.getString("serial"));
      if (serial.isEmpty()) {
        errors.add(FieldError.body(at + "/serial", Reason.SERIAL));
        continue;
      }
      if (!seen.add(serial.get())) errors.add(FieldError.body(at + "/serial", Reason.TWICE));
      var fob = fob(serial.get(), reading, at, errors);
      if (fob.dark() != null && (reading.containsKey("code") || reading.containsKey("nextCode")))
        errors.add(new FieldError(In.BODY, at + "/dark", Reason.NOT_WITH, "code, nextCode"));
      if (errors.isEmpty() && !fob.tells())
        errors.add(FieldError.body(at + "/code", Reason.REQUIRED));
      fobs.add(fob);
    }
    if (!errors.isEmpty()) throw new ProblemException(FieldError.malformed(errors));
    return fobs;
  }

  private static Measured fob(
      SerialNumber serial, JsonObject reading, String at, List<FieldError> errors) {
    var dark = reading.getString("dark");
    return new Measured(
        serial,
        code(reading, "code", at, errors),
        code(reading, "nextCode", at, errors),
        reading.getLong("driftMillis"),
        reading.getInteger("batteryPercent"),
        reading.getLong("presses"),
        dark == null ? null : Measured.Dark.valueOf(dark));
  }

  private static @Nullable OneTimeCode code(
      JsonObject reading, String field, String at, List<FieldError> errors) {
    var typed = reading.getString(field);
    if (typed == null) return null;
    var code = OneTimeCode.parse(typed);
    if (code.isEmpty()) errors.add(FieldError.body(at + "/" + field, Reason.CODE_DIGITS));
    return code.orElse(null);
  }
}
