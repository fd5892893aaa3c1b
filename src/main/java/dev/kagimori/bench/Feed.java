package dev.kagimori.bench;

/** What a lane of the generator sends, one after the other. Used by one thread. */
interface Feed {
  /** Nothing may be sent now; ask again soon. */
  long NOT_YET = -1;

  /** Nothing will be sent any more. */
  long OVER = -2;

  /** The next item, or {@link #NOT_YET} or {@link #OVER}. */
  long next();

  /** What came of an item; each is told once. */
  void done(long item, Outcome outcome);
}
