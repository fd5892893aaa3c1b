package dev.kagimori.institution;

/** How the one who is paid became known (A1). */
public enum Payee {
  /** Named case by case (都度指定). */
  NEW,
  /** Registered beforehand (事前登録). */
  REGISTERED
}
