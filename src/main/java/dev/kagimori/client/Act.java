package dev.kagimori.client;

/**
 * What was done, or may be done: in receipts, among the last judgements, and in lists of what is
 * allowed or offered.
 */
public enum Act {
  LOGIN,
  TRANSFER,
  OWN_TRANSFER,
  BILL_PAYMENT,
  OTHER_FUNDS,
  CHANGE_DETAILS,
  RELEASE,
  ISSUE,
  START,
  EXCHANGE,
  STOP,
  RENEW,
  UNLOCK,
  REVOKE,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
