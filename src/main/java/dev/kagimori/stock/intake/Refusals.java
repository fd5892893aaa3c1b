package dev.kagimori.stock.intake;

import dev.kagimori.stock.intake.ImportOutcome.Reason;
import dev.kagimori.stock.intake.ImportOutcome.Refused;

/** What is said of orders that are refused. */
final class Refusals {
  private Refusals() {}

  static Refused unknownInstitution(String institution) {
    return new Refused(
        Reason.UNKNOWN_INSTITUTION,
        "金融機関 " + institution + " はありません。",
        "There is no institution " + institution + ".");
  }

  static Refused unknownBranch(String branch) {
    return new Refused(
        Reason.UNKNOWN_BRANCH,
        "店舗 " + branch + " はないか、閉鎖されています。店舗の一覧を確認するか、先に登録してください(branch)。",
        "There is no open branch "
            + branch
            + ": see the list of branches, or register it (branch).");
  }

  static Refused interrupted(String delivery) {
    return new Refused(
        Reason.INTERRUPTED,
        "納品 "
            + delivery
            + " の取り込みは途中で止まりました(同じシリアル番号の取り込みとの衝突、またはデータベースの停止)。"
            + "同じ指示をもう一度出してください。二重には登録されません。",
        "The import of delivery "
            + delivery
            + " was interrupted: it met another one of the same serial numbers, or the database was"
            + " away. Give the same order again; nothing is there twice.");
  }

  static Refused taken(String delivery) {
    return new Refused(
        Reason.TAKEN,
        "納品 " + delivery + " は取り込み済みです。別の納品なら別の名前(delivery)を指定してください。",
        "Delivery "
            + delivery
            + " was imported already. Give another one another name (delivery).");
  }

  static Refused running(String delivery) {
    return new Refused(
        Reason.RUNNING,
        "納品 " + delivery + " は取り込み中です。終わるまでお待ちください。",
        "Delivery " + delivery + " is being imported at this moment. Wait for its end.");
  }

  static Refused begunWithSkip(String delivery) {
    return new Refused(
        Reason.BEGUN_WITH_SKIP,
        "納品 " + delivery + " は skip で始まり、一部が登録されています。on-error に skip を指定して続けてください。",
        "Delivery "
            + delivery
            + " was begun with skip, and a part of it is in stock. Go on with on-error skip.");
  }

  static Refused otherFile(String delivery) {
    return new Refused(
        Reason.OTHER_FILE,
        "納品 " + delivery + " は別の内容のファイルで始まっています。同じファイルで続けるか、別の名前(delivery)を指定してください。",
        "Delivery "
            + delivery
            + " was begun with a file of other records. Go on with that one, or give this one"
            + " another name (delivery).");
  }
}
