package dev.kagimori.client;

/** What a code is asked for, and what {@code requirements} is asked about. */
public enum Operation {
  LOGIN,
  TRANSFER,
  OWN_TRANSFER,
  BILL_PAYMENT,
  OTHER_FUNDS,
  CHANGE_DETAILS,
  RELEASE
}
