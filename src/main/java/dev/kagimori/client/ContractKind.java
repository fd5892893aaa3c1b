package dev.kagimori.client;

/** Whose contract it is. */
public enum ContractKind {
  PERSONAL,
  BUSINESS,

  /** One that this client does not know yet; never sent. */
  UNKNOWN
}
