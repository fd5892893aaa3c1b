package dev.kagimori.institution;

/** Where the customer is (C7). */
public enum Channel {
  PC,
  MOBILE
}
