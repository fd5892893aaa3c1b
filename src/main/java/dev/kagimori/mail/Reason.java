package dev.kagimori.mail;

/** Why a mail was not sent, or is not known to be. */
public enum Reason {
  /** The SMTP server could not be reached, or let nobody in: no try of this mail was begun. */
  NO_SERVER,
  /** The SMTP server refused it. */
  REFUSED,
  /** It waited for longer than {@link Outbox#LIFE}. */
  NOT_IN_TIME,
  /** It was refused for a time, too often. */
  TOO_MANY_TRIES,
  /** What lies in its row does not open, or is not what its template needs. */
  UNREADABLE,
  /**
   * The SMTP server may have taken it: the connection, or the instance, was lost before it said.
   */
  NO_ANSWER
}
