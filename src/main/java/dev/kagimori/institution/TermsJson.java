package dev.kagimori.institution;

import dev.kagimori.institution.Terms.Factors;
import dev.kagimori.institution.Terms.FobReuse;
import dev.kagimori.institution.Terms.LoginOtp;
import dev.kagimori.institution.Terms.Otherwise;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Totp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Terms as they are stored and written by people. */
public final class TermsJson {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "offered",
          "allocationRequired",
          "fobReuse",
          "loginOtp",
          "wrongCodesMax",
          "failedStartsMax",
          "failedStartsADay",
          "operations",
          "makes");

  private TermsJson() {}

  /**
   * Reads terms.
   *
   * @throws IllegalArgumentException naming the first key that is unknown, missing or out of range
   */
  public static Terms read(JsonObject json) {
    for (var key : json.fieldNames())
      if (!KEYS.contains(key)) throw new IllegalArgumentException("terms: unknown key " + key);
    var name = need(json.getJsonObject("name"), "name");
    return new Terms(
        need(name.getString("ja"), "name.ja"),
        need(name.getString("en"), "name.en"),
        strings(need(json.getJsonArray("offered"), "offered")).stream()
            .map(TokenOperation::valueOf)
            .collect(Collectors.toSet()),
        need(json.getBoolean("allocationRequired"), "allocationRequired"),
        FobReuse.valueOf(need(json.getString("fobReuse"), "fobReuse")),
        LoginOtp.valueOf(need(json.getString("loginOtp"), "loginOtp")),
        range(json, "wrongCodesMax", 3, 10),
        range(json, "failedStartsMax", 1, 10),
        range(json, "failedStartsADay", 1, 100),
        operations(need(json.getJsonObject("operations"), "operations")),
        objects(need(json.getJsonArray("makes"), "makes")).stream().map(TermsJson::make).toList());
  }

  private static Map<Operation, Factors> operations(JsonObject json) {
    var operations = new EnumMap<Operation, Factors>(Operation.class);
    for (var key : json.fieldNames()) {
      var factors = json.getJsonObject(key);
      operations.put(
          Operation.valueOf(key),
          new Factors(
              need(factors.getBoolean("otp"), key + ".otp"),
              factors.getBoolean("ownFactorToo", false),
              Otherwise.valueOf(need(factors.getString("otherwise"), key + ".otherwise"))));
    }
    return operations;
  }

  private static Make make(JsonObject json) {
    return new Make(
        need(json.getString("prefix"), "makes.prefix"),
        need(json.getString("name"), "makes.name"),
        Make.Kind.valueOf(need(json.getString("kind"), "makes.kind")),
        Totp.of(
            Algorithm.valueOf(need(json.getString("algorithm"), "makes.algorithm")),
            need(json.getInteger("digits"), "makes.digits"),
            need(json.getInteger("stepSeconds"), "makes.stepSeconds")),
        period(json.getJsonObject("start")),
        period(json.getJsonObject("exchange")));
  }

  private static Period period(@Nullable JsonObject json) {
    if (json == null) return new Period(null, null);
    var from = json.getString("from");
    var until = json.getString("until");
    return new Period(
        from == null ? null : OffsetDateTime.parse(from).toInstant(),
        until == null ? null : OffsetDateTime.parse(until).toInstant());
  }

  private static int range(JsonObject json, String key, int min, int max) {
    int value = need(json.getInteger(key), key);
    if (value < min || value > max)
      throw new IllegalArgumentException(
          "terms: %s is %d, not %d to %d".formatted(key, value, min, max));
    return value;
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static <T> T need(@Nullable T value, String key) {
    if (value == null) throw new IllegalArgumentException("terms: " + key + " is missing");
    return value;
  }
}
