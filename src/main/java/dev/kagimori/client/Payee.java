package dev.kagimori.client;

/** How the payee of a transfer is known: named case by case (都度), or registered beforehand. */
public enum Payee {
  NEW,
  REGISTERED
}
