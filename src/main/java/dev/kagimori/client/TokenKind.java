package dev.kagimori.client;

/** A key-fob, or the app on a phone. */
public enum TokenKind {
  HARDWARE,
  SOFTWARE,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
