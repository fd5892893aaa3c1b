package dev.kagimori.bank.visit;

/**
 * Something to be read before all else, with what to do next.
 *
 * @param field the form's field that it is about; empty: the whole page
 * @param helpDesk whether it sends the customer there, so that the page shows it (A13)
 */
public record Notice(Kind kind, String field, String ja, String en, boolean helpDesk) {
  /** How it looks, and whether it is announced. */
  public enum Kind {
    ERROR,
    DONE,
    INFO
  }

  /** What stops the page as a whole. */
  public static Notice error(String ja, String en) {
    return new Notice(Kind.ERROR, "", ja, en, false);
  }

  /** What stops a field. */
  public static Notice at(String field, String ja, String en) {
    return new Notice(Kind.ERROR, field, ja, en, false);
  }

  public static Notice info(String ja, String en) {
    return new Notice(Kind.INFO, "", ja, en, false);
  }

  public static Notice done(String ja, String en) {
    return new Notice(Kind.DONE, "", ja, en, false);
  }

  /** The same, with the help desk beside it. */
  public Notice withHelpDesk() {
    return new Notice(kind, field, ja, en, true);
  }
}
