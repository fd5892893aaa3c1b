package dev.kagimori.station;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is broken between the desk and a fob. {@link #getMessage} is the English text for a person,
 * {@link #japanese} the Japanese one; both name the remedy, and neither ever holds a code.
 */
public abstract sealed class StationException extends IOException {
  private static final long serialVersionUID = 1;

  private final String japanese;

  private StationException(String english, String japanese, @Nullable Throwable cause) {
    super(english, cause);
    this.japanese = japanese;
  }

  public final String japanese() {
    return japanese;
  }

  /** The port can't be opened or is not usable as a serial line. */
  public static final class PortUnusable extends StationException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String port;

    PortUnusable(Reason reason, String port, @Nullable Throwable cause) {
      this(reason, port, "--port", cause);
    }

    private PortUnusable(Reason reason, String port, String option, @Nullable Throwable cause) {
      super(
          port + ": " + reason.english.formatted(option),
          port + ": " + reason.japanese.formatted(option),
          cause);
      this.reason = reason;
      this.port = port;
    }

    /** The same of a program where the port is given with another option than {@code --port}. */
    public PortUnusable givenWith(String option) {
      return new PortUnusable(reason, port, option, this);
    }

    public Reason reason() {
      return reason;
    }

    /** Why. */
    public enum Reason {
      NOT_FOUND(
          "no such port. Check the cable and the name given with %s.",
          "ポートが見つかりません。ケーブルと %s の指定を確認してください。"),
      BUSY(
          "the port is in use by another program. Close that program and try again.",
          "ポートは別のプログラムが使用中です。そのプログラムを終了してから再度実行してください。"),
      NOT_ALLOWED(
          "no permission to open the port. Add yourself to the group that owns it (often dialout).",
          "ポートを開く権限がありません。ポートを所有するグループ (dialout など) に加えてもらってください。"),
      NOT_SERIAL(
          "this is not a serial line. Check the name given with %s.",
          "シリアル回線ではありません。%s の指定を確認してください。"),
      RATE_REFUSED(
          "the port does not offer this speed. Choose a usual one with --baud, such as 115200.",
          "この通信速度には対応していません。--baud に 115200 などの一般的な値を指定してください。"),
      FAILED(
          "the port could not be opened. Unplug it, plug it in again and retry.",
          "ポートを開けません。一度抜いて差し直してから再度実行してください。");

      private final String english;
      private final String japanese;

      Reason(String english, String japanese) {
        this.english = english;
        this.japanese = japanese;
      }
    }
  }

  /** The device vanished, or reading or writing failed: close, and open anew (§5). */
  public static final class HangUp extends StationException {
    private static final long serialVersionUID = 1;

    HangUp(String port, @Nullable Throwable cause) {
      super(
          port + ": the line was hung up. Plug the rack in again and retry.",
          port + ": 回線が切断されました。ラックを接続し直してから再度実行してください。",
          cause);
    }
  }

  /** Three attempts stayed without a right answer (§5). */
  public static final class Silence extends StationException {
    private static final long serialVersionUID = 1;

    Silence(String port, int baud) {
      super(
          port
              + ": no answer at "
              + baud
              + " baud. Check that the rack is on and connected, that --baud is the rack's, and"
              + " that nobody else reads this line.",
          port
              + ": "
              + baud
              + " baud で応答がありません。ラックの電源と接続、--baud の値、"
              + "ほかに回線を読み取っている機器がないことを確認してください。",
          null);
    }
  }

  /** The rack's answer arrived whole and yet is not what the protocol says. */
  public static final class BrokenRack extends StationException {
    private static final long serialVersionUID = 1;

    /**
     * @param what what is wrong, without any content of the answer
     */
    BrokenRack(String what) {
      super(
          "The rack answers against its protocol (" + what + "). Have its firmware checked.",
          "ラックの応答がプロトコルに反しています (" + what + ")。ファームウェアを点検してください。",
          null);
    }
  }

  /** The rack refused a command, with its reason. */
  public static final class Refused extends StationException {
    private static final long serialVersionUID = 1;

    private final String serial;
    private final Status status;

    /**
     * @param serial of the fob; empty when the rack itself was addressed
     */
    Refused(String serial, Status status) {
      super(
          (serial.isEmpty() ? "rack" : serial) + ": " + status.english(),
          (serial.isEmpty() ? "ラック" : serial) + ": " + status.japanese(),
          null);
      this.serial = serial;
      this.status = status;
    }

    public String serial() {
      return serial;
    }

    public Status status() {
      return status;
    }
  }

  /** A fob that answers, but shows no code however often it is pressed. */
  public static final class NoCode extends StationException {
    private static final long serialVersionUID = 1;

    NoCode(String serial) {
      super(
          serial + ": pressed several times, but no code stayed on its display. Try again.",
          serial + ": ボタンを数回押しましたが、コードが表示されません。再度実行してください。",
          null);
    }
  }

  /** The station was closed, or its thread interrupted, while somebody waited. */
  public static final class Closed extends StationException {
    private static final long serialVersionUID = 1;

    Closed(String port) {
      super(port + ": closed while reading.", port + ": 読み取り中に終了しました。", null);
    }
  }
}
