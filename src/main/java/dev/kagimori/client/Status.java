package dev.kagimori.client;

/** Where a user, or a token on its way, stands. */
public enum Status {
  NOT_REGISTERED,
  REQUESTED,
  ALLOCATED,
  ISSUED,
  ACTIVATED,
  IN_USE,
  SUSPENDED,
  EXPIRED,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
