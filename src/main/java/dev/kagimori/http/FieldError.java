package dev.kagimori.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One thing about a request that does not fit, free of any language and without the value itself.
 *
 * @param in where it stands
 * @param pointer a JSON pointer (RFC 6901) into the body, or {@code /name} of a parameter
 * @param bound what the reason's text names: a length, a number, the values that are allowed; empty
 *     where it names nothing
 */
public record FieldError(In in, String pointer, Reason reason, String bound) {
  /** A problem lists no more than these. */
  static final int MOST = 20;

  /** Where a field stands. */
  public enum In {
    BODY,
    PATH,
    QUERY,
    HEADER
  }

  /** What is wrong; the texts stand in {@code problems_*.properties} under {@code reason.}. */
  public enum Reason {
    REQUIRED,
    UNKNOWN,
    TWICE,
    NOT_TEXT,
    NOT_WHOLE,
    NOT_BOOLEAN,
    NOT_LIST,
    NOT_OBJECT,
    NOT_ONE_OF,
    TOO_SHORT,
    TOO_LONG,
    TOO_SMALL,
    TOO_BIG,
    TOO_FEW,
    TOO_MANY,
    FORM,
    BLANK,
    NOT_JSON,
    NOT_UTF8,
    TOO_DEEP,
    NUMBER_TOO_LONG,
    NAME_TOO_LONG,
    CHARACTER,
    NO_BODY,
    BODY_TOO_SLOW,
    HTTP,
    CODE_DIGITS,
    SERIAL,
    KIND_FIXED,
    ONE_USER,
    ROLE,
    SAME_USER,
    NO_SUCH_DAY,
    DAY_OVER,
    MAIL_ADDRESS,
    PHONE_MAIL,
    START_PASSWORD,
    PASSWORD_DIGITS,
    SERVICE_ID,
    USER_ID,
    PUBLIC_KEY,
    TRANSPORT_KEY,
    EXPORT_KEY,
    ONE_OF_WANTED,
    NO_SUCH_BRANCH,
    NOT_IN_THE_BOOKS,
    HEAD_OFFICE,
    ONE_OF_THESE,
    NOT_WITH,
    MISFIT
  }

  public static FieldError body(String pointer, Reason reason) {
    return new FieldError(In.BODY, pointer, reason, "");
  }

  /** The refusal that lists these; only the first 20 are kept. */
  public static Problem malformed(List<FieldError> errors) {
    var array = new JsonArray();
    errors.stream().limit(MOST).map(FieldError::toJson).forEach(array::add);
    return Problem.of(ProblemCode.MALFORMED).with(ProblemJson.ERRORS, array);
  }

  public static Problem malformed(FieldError... errors) {
    return malformed(List.of(errors));
  }

  private JsonObject toJson() {
    return new JsonObject()
        .put("in", in.name())
        .put("pointer", pointer)
        .put("reason", reason.name())
        .put("bound", bound);
  }
}
