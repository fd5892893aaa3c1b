package dev.kagimori.client;

/**
 * Why a user may not start a token after too many failures, and what ends that: the help desk, or
 * the next day.
 */
public enum StartsStopped {
  UNTIL_LIFTED,
  UNTIL_TOMORROW,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
