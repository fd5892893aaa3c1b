package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Form;
import dev.kagimori.client.ErrorCode;
import dev.kagimori.client.Result;
import org.jspecify.annotations.Nullable;

/**
 * The field for a code, and the one for the following code where the token's clock is far off: the
 * first is kept meanwhile, here and nowhere else.
 */
final class CodeEntry {
  private @Nullable String first;
  private String sent = "";

  /** Whether the following code is asked for. */
  boolean wantsNext() {
    return first != null;
  }

  /** Reads what was typed; false where it is missing, and the form says so. */
  boolean read(Form form) {
    if (first == null) {
      sent = form.needed("code", "ワンタイムパスワード", "one-time password");
      return !sent.isEmpty();
    }
    return !form.needed("nextCode", "次に表示されたワンタイムパスワード", "following code").isEmpty();
  }

  String code() {
    return first == null ? sent : first;
  }

  /** The following code; null where it was not asked for. */
  @Nullable String next(Form form) {
    return first == null ? null : form.text("nextCode");
  }

  void answered(ErrorCode code) {
    first = code == ErrorCode.NEXT_CODE_NEEDED && first == null ? sent : null;
  }

  void answered(Result result) {
    first = result == Result.NEXT_CODE_NEEDED && first == null ? sent : null;
  }
}
