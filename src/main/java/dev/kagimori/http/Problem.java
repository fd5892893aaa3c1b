package dev.kagimori.http;

import io.vertx.core.json.JsonObject;

/**
 * Why a request was refused (RFC 9457), free of any language.
 *
 * @param members what the code's row in the contract has beside {@code code}: {@code triesLeft},
 *     {@code state}, {@code nextIssueFrom}, {@code errors} …
 */
public record Problem(ProblemCode code, JsonObject members) {
  public static Problem of(ProblemCode code) {
    return new Problem(code, new JsonObject());
  }

  public Problem with(String member, Object value) {
    return new Problem(code, members.copy().put(member, value));
  }
}
