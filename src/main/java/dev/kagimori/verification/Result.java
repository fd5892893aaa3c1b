package dev.kagimori.verification;

import dev.kagimori.institution.BusinessDay;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a front end is told of a code.
 *
 * @param triesLeft where a try was charged, or would have been: how many are left
 * @param wrongSince where it was accepted: wrong codes since the last accepted one before
 */
record Result(
    Kind kind, @Nullable Integer triesLeft, @Nullable Integer wrongSince, Instant verifiedAt) {

  enum Kind {
    ACCEPTED,
    WRONG,
    REPLAYED,
    NEXT_CODE_NEEDED,
    SUSPENDED,
    EXPIRED,
    NOT_REGISTERED
  }

  JsonObject toJson() {
    var json = new JsonObject().put("result", kind.name());
    if (triesLeft != null) json.put("triesLeft", triesLeft);
    if (wrongSince != null) json.put("wrongSince", wrongSince);
    return json.put(
        "verifiedAt",
        verifiedAt
            .truncatedTo(ChronoUnit.MILLIS)
            .atZone(BusinessDay.TOKYO)
            .toOffsetDateTime()
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
  }

  /** The first answer to a reference, given again. */
  static JsonObject repeated(JsonObject first) {
    return first.copy().put("repeated", true);
  }
}
