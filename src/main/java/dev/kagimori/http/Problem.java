package dev.kagimori.http;

import io.vertx.core.json.JsonObject;

/**
 * Why a request was refused (RFC 9457), free of any language.
 *
 * @param about the field that the text speaks of, where the code can come of several; else empty
 * @param members what the code's row in the contract has beside {@code code}: {@code triesLeft},
 *     {@code state}, {@code nextIssueFrom}, {@code errors} …; {@code retryAfter}, in seconds, is
 *     the header too
 */
public record Problem(ProblemCode code, String about, JsonObject members) {
  public static Problem of(ProblemCode code) {
    return new Problem(code, "", new JsonObject());
  }

  /** The problem in the words that {@code problems_*.properties} have for this field. */
  public static Problem of(ProblemCode code, String about) {
    return new Problem(code, about, new JsonObject());
  }

  /**
   * The problem with the place in the institution's terms that the refusal comes from.
   *
   * @param rule a path in the terms, such as {@code offered}, {@code makes.VP.start}
   */
  public static Problem ruled(ProblemCode code, String rule) {
    return of(code).with("rule", rule);
  }

  /** The same, in the words that {@code problems_*.properties} have for this matter. */
  public Problem about(String matter) {
    return new Problem(code, matter, members);
  }

  public Problem with(String member, Object value) {
    return new Problem(code, about, members.copy().put(member, value));
  }
}
