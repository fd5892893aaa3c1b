package dev.kagimori.station.desk;

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

  static DeskException refused(String code, String detail) {
    return new DeskException(
        "The service refuses (" + code + "): " + detail,
        "サービスに拒否されました (" + code + "): " + detail,
        null);
  }

  static DeskException input(String english, String japanese, @Nullable Throwable cause) {
    return new DeskException(english, japanese, cause);
  }

  static DeskException interrupted() {
    return new DeskException("Interrupted.", "中断されました。", null);
  }
}
