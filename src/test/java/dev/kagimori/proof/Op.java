package dev.kagimori.proof;

import java.util.List;

/**
 * One operation as its client saw it, repeats of the same attempt included.
 *
 * @param id names it in messages; unique in a run
 * @param user who asked, or whom staff act on
 * @param serial whose code was typed, or which token was to be started; empty where none
 * @param step the time step of the typed code; {@link #WRONG_CODE} for one that no token shows
 * @param exchange the id of the operation that opened the exchange to be completed; else 0
 * @param invoked when it was first sent, {@link System#nanoTime}
 * @param returned when its last answer came
 * @param stepBefore the time step when it was first sent
 * @param stepAfter the time step when its last answer came
 * @param requests the request ids that it was sent with
 */
record Op(
    int id,
    Kind kind,
    String user,
    String serial,
    long step,
    int exchange,
    long invoked,
    long returned,
    long stepBefore,
    long stepAfter,
    Answer answer,
    List<String> requests) {
  static final long WRONG_CODE = -1;

  /** The same, answered otherwise and with a part of its requests. */
  Op of(Answer other, List<String> part) {
    return new Op(
        id,
        kind,
        user,
        serial,
        step,
        exchange,
        invoked,
        returned,
        stepBefore,
        stepAfter,
        other,
        part);
  }

  /** The same, answered so at no known time. */
  Op endedSometime(Answer other) {
    return new Op(
        id,
        kind,
        user,
        serial,
        step,
        exchange,
        invoked,
        Long.MAX_VALUE,
        stepBefore,
        Integer.MAX_VALUE,
        other,
        requests);
  }

  /** The typed code is, or was, one of this token's. */
  boolean isCodeOf(String token) {
    return step != WRONG_CODE && serial.equals(token);
  }

  /** No other step had begun when the answer came. */
  boolean isPrompt() {
    return stepBefore == stepAfter;
  }

  /** With this answer it changed nothing, whenever it was; a suspension may or may not have. */
  boolean isReading() {
    return switch (answer.result()) {
      case "STATUS",
          "REPLAYED",
          "SUSPENDED",
          "NOT_REGISTERED",
          "ALREADY_REGISTERED",
          "EXCHANGE_EXPIRED",
          "NO_TOKEN",
          "WRONG_STATE",
          "REPLACE_TOKEN" ->
          true;
      default -> false;
    };
  }

  /** It used a code up. */
  boolean isAccepted() {
    return kind.isWithCode() && answer.isOk();
  }

  boolean isBefore(Op other) {
    return returned < other.invoked;
  }

  @Override
  public String toString() {
    return "#%d %s %s %s step %s → %s [%d…%d µs]"
        .formatted(
            id,
            kind,
            user,
            serial,
            step == WRONG_CODE ? "wrong" : Long.toString(step),
            answer.result() + answer.body().getMap().getOrDefault("triesLeft", ""),
            invoked / 1000 % 1_000_000_000,
            returned / 1000 % 1_000_000_000);
  }
}
