package dev.kagimori.staff.stock;

import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.ProblemException;
import dev.kagimori.mail.Language;
import dev.kagimori.stock.campaign.Plan;
import dev.kagimori.stock.campaign.Whom;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a campaign is asked for. */
final class CampaignPlans {
  private CampaignPlans() {}

  static Plan plan(JsonObject body) {
    var whom = whom(body.getJsonObject("whom"));
    if (whom.isEmpty())
      throw new ProblemException(
          FieldError.malformed(new FieldError(In.BODY, "/whom", Reason.TOO_FEW, "1")));
    return new Plan(
        body.getString("name").strip(),
        whom,
        texts(body, "replaceWith"),
        body.getString("fromBranch", "HQ"),
        day(body, "oldUntil", "/oldUntil"),
        body.getJsonArray("remindAfterDays", new JsonArray()).stream()
            .map(days -> ((Number) days).intValue())
            .toList(),
        Language.valueOf(body.getString("letterLanguage", "ja").toUpperCase(Locale.ROOT)));
  }

  private static Whom whom(JsonObject json) {
    return new Whom(
        json.getString("make"),
        json.getInteger("delivery"),
        json.containsKey("batteryBefore")
            ? day(json, "batteryBefore", "/whom/batteryBefore")
            : null,
        json.getString("branch"),
        json.containsKey("serials")
            ? serials(json.getJsonArray("serials"), "/whom/serials/")
            : null,
        json.containsKey("contracts") ? texts(json, "contracts") : null,
        list(
            json.getJsonArray("users"),
            user -> {
              var named = (JsonObject) user;
              return new Owner(named.getString("contract"), named.getString("user"));
            }));
  }

  /** Serial numbers as they were typed or scanned. */
  static List<SerialNumber> serials(JsonArray typed, String pointer) {
    var serials = new ArrayList<SerialNumber>();
    for (int n = 0; n < typed.size(); n++) {
      var at = pointer + n;
      serials.add(
          SerialNumber.parse(typed.getString(n))
              .orElseThrow(() ->
                  new ProblemException(FieldError.malformed(FieldError.body(at, Reason.SERIAL)))));
    }
    return serials;
  }

  private static List<String> texts(JsonObject json, String field) {
    return json.getJsonArray(field).stream().map(String.class::cast).toList();
  }

  private static <T> @Nullable List<T> list(@Nullable JsonArray values, Function<Object, T> value) {
    return values == null ? null : values.stream().map(value).toList();
  }

  private static LocalDate day(JsonObject json, String field, String pointer) {
    try {
      return LocalDate.parse(json.getString(field));
    } catch (DateTimeException e) {
      throw new ProblemException(
          FieldError.malformed(FieldError.body(pointer, Reason.NO_SUCH_DAY)));
    }
  }
}
