package dev.kagimori.mail;

/** What a template has places for beside the letterhead. */
public enum Slot {
  /** When it was done, or asked for. */
  AT("at"),
  RECEIPT_NUMBER("receiptNumber"),
  /** The last characters of the serial number that it is about. */
  SERIAL("serial"),
  /** The same of the one before an exchange. */
  PREVIOUS_SERIAL("previousSerial"),
  SERVICE_ID("serviceId"),
  USER_ID("userId"),
  START_PASSWORD_UNTIL("startPasswordUntil"),
  /** Where the app is to be had, a line for each kind of phone. */
  DOWNLOADS("downloads");

  private final String placeholder;

  Slot(String placeholder) {
    this.placeholder = placeholder;
  }

  String placeholder() {
    return placeholder;
  }
}
