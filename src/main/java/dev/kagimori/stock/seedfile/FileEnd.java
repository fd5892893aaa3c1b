package dev.kagimori.stock.seedfile;

/** Whether the end of a file that was read is one. */
public enum FileEnd {
  /** The format has an end mark, or the last line is ended. */
  CERTAIN,
  /**
   * The last line of a CSV or of URIs has no line end. Makers' files often lack it; a file that
   * lost rows on its way looks the same.
   */
  OPEN
}
