package dev.kagimori.token;

/** What the intake check (入庫検査) said of a fob. */
public enum Inspection {
  /** It was not checked yet; the terms say whether it may go out like that. */
  UNCHECKED,
  /** It was lost and found again: it does not go out before it is checked anew. */
  RECHECK,
  /** It holds the seed that its maker delivered, and was fit for use. */
  CHECKED,
  /** It does not, or was not: it goes nowhere. */
  DEFECTIVE
}
