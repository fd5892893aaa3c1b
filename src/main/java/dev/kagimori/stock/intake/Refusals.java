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
