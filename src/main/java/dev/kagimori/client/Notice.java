package dev.kagimori.client;

/** Mails that an institution sends. */
public enum Notice {
  ACCEPTANCE,
  SHIPPED,
  START,
  EXCHANGE,
  STOP,
  REVOKE,
  SUSPEND,
  UNLOCK,
  ADDRESS,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
