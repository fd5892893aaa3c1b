package dev.kagimori.token;

/** Where a token is in its life. Suspension is not a state: it is an attribute of {@link Token}. */
public enum TokenState {
  /** A fob that the institution owns and nobody has. */
  IN_STOCK,
  /** A fob set aside for one user. */
  ALLOCATED,
  /** An app token that waits for its app. */
  ISSUED,
  /** An app token that shows codes and is not registered. */
  ACTIVATED,
  /** Registered. */
  IN_USE,
  /** Its user stopped or exchanged it. */
  RELEASED,
  /** Ended without a code. */
  REVOKED,
  /** Finished for good. */
  RETIRED
}
