package dev.kagimori.institution;

/**
 * The rules of an institution's stock of fobs (在庫).
 *
 * @param seedBitsMin a seed with fewer bits is not taken into stock, 112 to 160
 * @param checkedOnly whether a fob goes out only when the intake check found it fit
 * @param lowDays a branch is told to order when its stock of a make lasts fewer days, 1 to 365
 */
public record StockTerms(int seedBitsMin, boolean checkedOnly, int lowDays) {
  /** 128 bits (RFC 4226 §4, R6), no check, 30 days. */
  static final StockTerms USUAL = new StockTerms(128, false, 30);
}
