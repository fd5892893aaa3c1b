package dev.kagimori.client;

/** A judgement. Only {@code ACCEPTED} lets the customer go on: write it as an allow-list. */
public enum Result {
  ACCEPTED,
  WRONG,
  REPLAYED,
  NEXT_CODE_NEEDED,
  SUSPENDED,
  EXPIRED,
  NOT_REGISTERED,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
