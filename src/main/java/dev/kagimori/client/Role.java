package dev.kagimori.client;

/** What a user is in a contract. */
public enum Role {
  PERSONAL,
  MASTER,
  GENERAL,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
