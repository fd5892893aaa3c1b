package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;

/** What makes a line-based file unusable. */
final class Lines {
  private Lines() {}

  static Refused notText(int line) {
    return Refused.file(
        Reason.MALFORMED,
        line,
        "file",
        "文字コードが途中で壊れています。UTF-8 で受け取り直してください。",
        "The encoding is broken; fetch the file again, in UTF-8.");
  }

  static Refused tooLong(int line) {
    return Refused.file(
        Reason.TOO_LARGE,
        line,
        "row",
        "行またはファイルが大きすぎます。ファイルを分けてください。",
        "A line or the file is too large. Split it.");
  }

  static Refused tooMany(int line) {
    return Refused.file(
        Reason.TOO_LARGE,
        line,
        "row",
        "行が多すぎます。ファイルを分けてください。",
        "There are too many rows. Split the file.");
  }

  static Refused cutOff(int line) {
    return Refused.file(
        Reason.MALFORMED,
        line,
        "row",
        "最後の行が途中で切れています。ファイルをもう一度受け取ってください。",
        "The last line is cut off. Fetch the file again.");
  }
}
