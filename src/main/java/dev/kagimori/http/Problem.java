package dev.kagimori.http;

import io.vertx.core.json.JsonArray;
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

  /**
   * A field that will not do.
   *
   * @param pointer where it stands in the body (RFC 6901)
   * @param reason the key of a text in {@code problems_*.properties}, below {@code reason.}
   */
  public static Problem malformed(String pointer, String reason) {
    var error = new JsonObject().put("pointer", pointer).put("reason", reason);
    return of(ProblemCode.MALFORMED).with("errors", new JsonArray().add(error));
  }

  public Problem with(String member, Object value) {
    return new Problem(code, members.copy().put(member, value));
  }
}
