package dev.kagimori.stock.intake;

/** Why a record of the right form is not taken into stock. */
public enum Unfit {
  /** No serial number of the books' form (E10). */
  SERIAL_FORM,
  /** The terms know no make by that prefix. */
  UNKNOWN_MAKE,
  /** The file states another algorithm, digits or step than the make has. */
  MAKE_DIFFERS,
  /** Fewer bits than the terms ask for. */
  WEAK_SEED,
  EXPIRED,
  /** May be used only from a later day on (RFC 6030 §5, StartDate). */
  NOT_YET_VALID,
  /** A serial number that the file had already. */
  DUPLICATE_IN_FILE,
  /** A serial number that is in the books; it is never overwritten (S9). */
  EXISTS
}
