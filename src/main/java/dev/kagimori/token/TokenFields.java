package dev.kagimori.token;

import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.ProblemException;
import dev.kagimori.otp.OneTimeCode;
import org.jspecify.annotations.Nullable;

/** What customers type of a token, read from a request once and in one spelling. */
public final class TokenFields {
  private TokenFields() {}

  /**
   * Reads the field {@code serial}.
   *
   * @throws ProblemException {@code MALFORMED} when no token can have it
   */
  public static SerialNumber serial(Call call) {
    return SerialNumber.parse(call.body().getString("serial"))
        .orElseThrow(() -> refused("/serial", Reason.SERIAL));
  }

  /**
   * Reads the field {@code code}.
   *
   * @throws ProblemException {@code MALFORMED} when no token can show it; this costs no try
   */
  public static OneTimeCode code(Call call) {
    return code(call.body().getString("code"), "/code");
  }

  /** Reads the field {@code nextCode}, as {@link #code} does; null where there is none. */
  public static @Nullable OneTimeCode nextCode(Call call) {
    var typed = call.body().getString("nextCode");
    return typed == null ? null : code(typed, "/nextCode");
  }

  private static OneTimeCode code(String typed, String pointer) {
    return OneTimeCode.parse(typed).orElseThrow(() -> refused(pointer, Reason.CODE_DIGITS));
  }

  private static ProblemException refused(String pointer, Reason reason) {
    return new ProblemException(FieldError.malformed(FieldError.body(pointer, reason)));
  }
}
