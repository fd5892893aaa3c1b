package dev.kagimori.http;

import io.vertx.core.json.JsonObject;

/** What a route answers. */
public sealed interface Answer {
  int status();

  /**
   * It was done.
   *
   * @param status 2xx
   */
  record Done(int status, JsonObject body) implements Answer {}

  /** It was refused; the language is chosen when it is written. */
  record Refused(Problem problem) implements Answer {
    @Override
    public int status() {
      return problem.code().status();
    }
  }

  static Answer ok(JsonObject body) {
    return new Done(200, body);
  }

  static Answer created(JsonObject body) {
    return new Done(201, body);
  }

  static Answer refused(ProblemCode code) {
    return new Refused(Problem.of(code));
  }
}
