package dev.kagimori.client;

/** What may not be done with the next token while a wait runs. */
public enum WaitStep {
  ISSUE,

  /** The app's set-up. */
  SET_UP,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
