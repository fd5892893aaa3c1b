package dev.kagimori.token;

/** Why a token's codes are not judged (認証停止). */
public enum Suspension {
  /** Too many in a row; lifted by staff or, where the terms say so, by a master user. */
  WRONG_CODES,
  /** A reported loss (E11); lifted by staff alone. */
  STAFF
}
