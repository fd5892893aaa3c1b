package dev.kagimori.mail;

/** Where a mail stands. */
public enum State {
  WAITING,
  /** An instance has claimed it. */
  SENDING,
  SENT,
  /** It was not sent, and is not tried again unless an operator says so. */
  BOUNCED,
  /** It may have been sent, and is not sent again. */
  UNKNOWN
}
