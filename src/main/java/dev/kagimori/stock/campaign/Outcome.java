package dev.kagimori.stock.campaign;

import dev.kagimori.token.SerialNumber;
import java.util.Map;

/** What came of a step. */
public sealed interface Outcome {
  /**
   * It was done, as far as the time allowed.
   *
   * @param fobs that this call was about
   * @param finished false: it is to be called again, and goes on where it was
   */
  record Done(int fobs, boolean finished) implements Outcome {}

  /**
   * Fobs that were named were shipped, as far as the time allowed.
   *
   * @param fobs that this call has shipped
   * @param finished false: it is to be called again with the same ones
   * @param not of those that were named each that this call has not shipped, in the order in which
   *     they were named, and why; where it is not finished, without those whose turn did not come
   */
  record Shipped(int fobs, boolean finished, Map<SerialNumber, NotShipped> not)
      implements Outcome {}

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
    /** Another step is at work, of this campaign or of one after the same stock: call again. */
    BUSY,
    /** There are fewer fobs than members. */
    SHORT,
    /** A make of the replacements may not be exchanged to now, by the terms (E9). */
    MAKE_CLOSED,
    /** The old fobs may still run. */
    TOO_EARLY,
    /** Not so many members are concerned as was confirmed. */
    COUNT_DIFFERS,
    /** Fobs are set aside that were not shipped: they are to be shipped, or the step undone. */
    UNSHIPPED
  }

  /** Why a fob that was named was not shipped. */
  enum NotShipped {
    /** It is in no book. */
    UNKNOWN_SERIAL,
    /** The campaign has set it aside for nobody. */
    NOT_IN_CAMPAIGN,
    /** It was shipped before, or is in use. */
    ALREADY,
    /** Its user's old registration has ended otherwise: take it back by {@code undo}. */
    LEFT_OVER,
    /** It was set aside and is not any more: withdrawn, come back, or revoked. */
    NOT_SET_ASIDE
  }
}
