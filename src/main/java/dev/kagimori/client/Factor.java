package dev.kagimori.client;

/**
 * What an operation asks for; {@code OWN_FACTOR} is the front end's own. An unknown one is to be
 * refused.
 */
public enum Factor {
  OTP,
  OWN_FACTOR,
  NONE,
  REFUSED,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
