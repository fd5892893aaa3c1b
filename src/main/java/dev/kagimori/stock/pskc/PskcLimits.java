package dev.kagimori.stock.pskc;

/**
 * The bounds of a file.
 *
 * @param bytes of the whole file
 * @param keys key packages
 */
public record PskcLimits(long bytes, int keys) {
  /** Elements within elements; PSKC itself needs eight. */
  static final int DEPTH = 20;

  /** Characters of one element's text. */
  static final int TEXT = 4_096;

  /** Characters of one attribute. */
  static final int ATTRIBUTE = 1_024;

  /** Attributes and name space declarations of one element. */
  static final int ATTRIBUTES = 20;

  /** 1 GB and a million keys. */
  public static PskcLimits usual() {
    return new PskcLimits(1_000_000_000, 1_000_000);
  }
}
