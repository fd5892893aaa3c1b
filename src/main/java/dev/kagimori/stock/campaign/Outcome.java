package dev.kagimori.stock.campaign;

/** What came of a step. */
public sealed interface Outcome {
  /**
   * It was done, as far as the time allowed.
   *
   * @param fobs that this call was about
   * @param finished false: it is to be called again, and goes on where it was
   */
  record Done(int fobs, boolean finished) implements Outcome {}

  record UnknownCampaign() implements Outcome {}

  /**
   * Nothing was done, or nothing more.
   *
   * @param needed with {@link Reason#SHORT} fobs, with {@link Reason#COUNT_DIFFERS} the count that
   *     would have to be confirmed; else 0
   * @param available with {@link Reason#SHORT} fobs in stock that nobody else's campaign waits for
   */
  record Refused(Reason reason, Campaign.State state, long needed, long available)
      implements Outcome {
    static Refused of(Reason reason, Campaign campaign) {
      return new Refused(reason, campaign.state(), 0, 0);
    }
  }

  /** Why. */
  enum Reason {
    /** The campaign's state does not allow it. */
    WRONG_STATE,
    PAUSED,
    /** There are fewer fobs than members. */
    SHORT,
    /** A make of the replacements may not be exchanged to now, by the terms (E9). */
    MAKE_CLOSED,
    /** The old fobs may still run. */
    TOO_EARLY,
    /** Not so many fobs are concerned as was confirmed. */
    COUNT_DIFFERS,
    /** Fobs are set aside that were not shipped: they are to be shipped, or the step undone. */
    UNSHIPPED
  }
}
