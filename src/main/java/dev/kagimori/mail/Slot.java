package dev.kagimori.mail;

/** What a template has places for beside the letterhead. */
public enum Slot {
  /** When it was done, or asked for. */
  AT("at", Form.TIME),
  RECEIPT_NUMBER("receiptNumber", Form.TEXT),
  /** The last characters of the serial number that it is about. */
  SERIAL("serial", Form.TEXT),
  /** The same of the one before an exchange. */
  PREVIOUS_SERIAL("previousSerial", Form.TEXT),
  SERVICE_ID("serviceId", Form.TEXT),
  USER_ID("userId", Form.TEXT),
  START_PASSWORD_UNTIL("startPasswordUntil", Form.TIME),
  /** The last day on which the old fob works. */
  OLD_UNTIL("oldUntil", Form.DAY),
  /** Where the app is to be had, a line for each kind of phone. */
  DOWNLOADS("downloads", Form.LINKS);

  /** How a value is written in each language. */
  enum Form {
    /** As it is. */
    TEXT,
    /** An instant, in Japan's time. */
    TIME,
    /** A day, as {@code 2027-03-31}. */
    DAY,
    /** Lines of a {@link Link} and its address. */
    LINKS
  }

  /** What an address leads to. */
  enum Link {
    SMARTPHONE,
    FEATURE_PHONE,
    MODELS
  }

  private final String placeholder;
  private final Form form;

  Slot(String placeholder, Form form) {
    this.placeholder = placeholder;
    this.form = form;
  }

  String placeholder() {
    return placeholder;
  }

  Form form() {
    return form;
  }
}
