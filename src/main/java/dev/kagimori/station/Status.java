package dev.kagimori.station;

import java.util.Arrays;

/** How a rack begins an answer (§3). */
public enum Status {
  OK(0, "done", "完了"),
  UNKNOWN_COMMAND(
      1,
      "the rack does not know this command. Its firmware is too old.",
      "ラックがこのコマンドに対応していません。ファームウェアを更新してください。"),
  NO_SUCH_FOB(
      2,
      "no fob with this serial number is in the rack. Check the number, or put the fob in.",
      "このシリアル番号のトークンはラックにありません。番号と装着を確認してください。"),
  BAD_BODY(3, "the rack calls the request malformed.", "ラックが要求を不正と判断しました。"),
  NOT_SET_UP(
      4,
      "the fob has no seed yet. Have its maker set it up.",
      "トークンにシードが設定されていません。製造元に設定を依頼してください。"),
  NOT_IN_FACTORY_MODE(
      5, "the fob is sealed and takes no seed any more.", "トークンは封印済みのため、シードを設定できません。"),
  EXHAUSTED(6, "the battery is empty. Replace the fob.", "電池切れです。トークンを交換してください。"),
  UNSUPPORTED_VERSION(
      7, "the rack speaks another version of the protocol.", "ラックのプロトコルの版が異なります。ファームウェアを確認してください。"),
  /** A status that this reader doesn't know: the request failed. */
  UNKNOWN(-1, "the rack gave a reason that this program does not know.", "ラックが未知の理由で要求を拒否しました。");

  private final int number;
  private final String english;
  private final String japanese;

  Status(int number, String english, String japanese) {
    this.number = number;
    this.english = english;
    this.japanese = japanese;
  }

  static Status of(int number) {
    return Arrays.stream(values()).filter(s -> s.number == number).findAny().orElse(UNKNOWN);
  }

  String english() {
    return english;
  }

  String japanese() {
    return japanese;
  }
}
