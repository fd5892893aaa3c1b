package dev.kagimori.client;

/** Where the customer is. */
public enum Channel {
  PC,
  MOBILE
}
