package dev.kagimori.proof;

import io.vertx.core.json.JsonObject;

/**
 * What came back.
 *
 * @param result of a verification, {@link #DONE}, the code of a problem, what staff were told, or
 *     one of the two below
 * @param body empty where there was none
 */
record Answer(String result, JsonObject body) {
  static final String DONE = "DONE";
  static final String ACCEPTED = "ACCEPTED";

  /** It may have been done, or may still be. */
  static final Answer UNKNOWN = new Answer("UNKNOWN", new JsonObject());

  /** Nothing was done, and nothing will be. */
  static final Answer NOTHING = new Answer("NOTHING", new JsonObject());

  static Answer of(String result) {
    return new Answer(result, new JsonObject());
  }

  boolean isOk() {
    return result.equals(DONE) || result.equals(ACCEPTED);
  }

  boolean isUnknown() {
    return result.equals(UNKNOWN.result);
  }

  boolean isNothing() {
    return result.equals(NOTHING.result);
  }

  boolean is(String other) {
    return result.equals(other);
  }
}
