package dev.kagimori.client;

/** Where service ID and user ID of an issue are told. */
public enum IdsIn {
  PAGE,
  MAIL,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
