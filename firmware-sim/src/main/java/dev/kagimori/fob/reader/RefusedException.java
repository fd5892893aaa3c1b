package dev.kagimori.fob.reader;

import dev.kagimori.fob.line.Status;
import java.io.IOException;

/** The rack answered that it won't. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final Status status;

  RefusedException(String serial, Status status) {
    super((serial.isEmpty() ? "" : serial + ": ") + why(status));
    this.status = status;
  }

  public Status status() {
    return status;
  }

  private static String why(Status status) {
    return switch (status) {
      case OK -> throw new IllegalArgumentException("OK is no refusal");
      case UNKNOWN_COMMAND -> "ラックがこの命令に対応していません / the rack does not know this command";
      case NO_SUCH_FOB ->
          "このシリアル番号はラックにありません。list で確認してください / no fob with this serial number is in the rack; see"
              + " list";
      case BAD_BODY -> "ラックが値を受け付けません / the rack refuses a value in the request";
      case NOT_SET_UP -> "シードが未設定です / the fob has no seed yet";
      case NOT_IN_FACTORY_MODE -> "封印済みです / the fob is sealed and takes no seed";
      case EXHAUSTED -> "電池切れです。交換してください / the battery is empty; replace the fob";
      case UNSUPPORTED_VERSION -> "プロトコルの版が違います / the rack speaks another version of the protocol";
    };
  }
}
