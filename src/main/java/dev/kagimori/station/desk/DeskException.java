package dev.kagimori.station.desk;

import dev.kagimori.station.Language;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is broken between the desk and the service; both texts name the remedy. */
final class DeskException extends IOException {
  private static final long serialVersionUID = 1;

  private final String japanese;

  private DeskException(String english, String japanese, @Nullable Throwable cause) {
    super(english, cause);
    this.japanese = japanese;
  }

  String japanese() {
    return japanese;
  }

  static DeskException away(String service, @Nullable Throwable cause) {
    return new DeskException(
        service + ": the service does not answer. Check the network and --service, and try again.",
        service + ": サービスが応答しません。ネットワークと --service を確認してから再度実行してください。",
        cause);
  }

  /**
   * The service's no.
   *
   * @param detail in the language of who sits there: the other line has the code alone
   */
  static DeskException refused(String code, String detail) {
    if (code.equals("UNAUTHENTICATED"))
      return new DeskException(
          "The service does not know the key of --key-file (" + code + "). Give a valid staff key.",
          "--key-file のキーは無効です (" + code + ")。有効な職員キーを指定してください。",
          null);
    var language = Language.ofSystem();
    return new DeskException(
        "The service refuses (" + code + ")" + language.of(".", ": " + detail),
        "サービスに拒否されました (" + code + ")" + language.of(": " + detail, "。"),
        null);
  }

  static DeskException input(String english, String japanese, @Nullable Throwable cause) {
    return new DeskException(english, japanese, cause);
  }

  static DeskException interrupted() {
    return new DeskException("Interrupted.", "中断されました。", null);
  }
}
