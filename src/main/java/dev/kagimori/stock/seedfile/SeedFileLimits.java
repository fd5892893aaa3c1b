package dev.kagimori.stock.seedfile;

/**
 * The bounds of a file. What is held in memory does not grow with them.
 *
 * @param bytes of the whole file
 * @param records key packages, rows or URIs
 */
public record SeedFileLimits(long bytes, int records) {
  /** Elements within elements; PSKC itself needs ten. */
  static final int DEPTH = 20;

  /** Characters of one element's text, or of one field of a CSV row. */
  static final int TEXT = 4_096;

  /** Characters of one attribute. */
  static final int ATTRIBUTE = 1_024;

  /** Attributes and name space declarations of one element. */
  static final int ATTRIBUTES = 20;

  /** Bytes of one CSV row or URI, and of what is read ahead. */
  static final int LINE = 65_536;

  /** Columns of a CSV row. */
  static final int COLUMNS = 100;

  /** 64 GB and fifty million records. */
  public static SeedFileLimits usual() {
    return new SeedFileLimits(64_000_000_000L, 50_000_000);
  }
}
