package dev.kagimori.institution;

/** What a customer wants to do at the bank (取引). */
public enum Operation {
  LOGIN,
  TRANSFER,
  OWN_TRANSFER,
  BILL_PAYMENT,
  OTHER_FUNDS,
  CHANGE_DETAILS,
  RELEASE
}
