package dev.kagimori.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes a problem in a language (RFC 9457 §3). */
final class ProblemJson {
  static final String MEDIA_TYPE = "application/problem+json";
  static final String ERRORS = "errors";

  /** Problems without members as far as the request's name. */
  private static final Map<Language, Map<ProblemCode, String>> PLAIN = new ConcurrentHashMap<>();

  private ProblemJson() {}

  /** What is refused in floods says the same each time, but for the request's name at its end. */
  static Buffer of(Problem problem, Language language, String requestId) {
    if (!problem.members().isEmpty() || !problem.about().isEmpty())
      return json(problem, language, requestId).toBuffer();
    return Buffer.buffer(plain(problem.code(), language) + requestId + "\"}");
  }

  private static String plain(ProblemCode code, Language language) {
    return PLAIN
        .computeIfAbsent(language, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            code,
            _ -> {
              var text = json(Problem.of(code), language, "").encode();
              return text.substring(0, text.length() - "\"}".length());
            });
  }

  /** The members come first, so that none of them can stand in for the problem's own. */
  static JsonObject json(Problem problem, Language language, String requestId) {
    var code = problem.code();
    var json = problem.members().copy();
    if (json.getValue(ERRORS) instanceof JsonArray errors)
      json.put(ERRORS, translated(errors, language));
    return json.put("type", "/docs/problems#" + code.name())
        .put("title", Texts.title(code, language))
        .put("detail", Texts.detail(code, problem.about(), language))
        .put("status", code.status())
        .put("code", code.name())
        .put("instance", requestId);
  }

  private static JsonArray translated(JsonArray errors, Language language) {
    var translated = new JsonArray();
    for (int i = 0; i < errors.size(); i++) {
      var error = errors.getJsonObject(i);
      var reason = FieldError.Reason.valueOf(error.getString("reason"));
      translated.add(
          new JsonObject()
              .put("in", error.getString("in").toLowerCase(Locale.ROOT))
              .put("pointer", error.getString("pointer"))
              .put("reason", Texts.reason(reason, error.getString("bound", ""), language)));
    }
    return translated;
  }
}
