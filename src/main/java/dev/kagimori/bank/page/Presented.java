package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Certificate;
import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Visit;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the browser showed where a client certificate is asked for (D2).
 *
 * @param name whom it was issued to; empty where there is none
 * @param until the last day
 */
public record Presented(State state, String name, String until) {
  /** What can be said of it before anybody says who they are. */
  public enum State {
    /** This bank, or this port, asks for none. */
    NOT_ASKED,
    NONE,
    /** Its time is over, or has not come. */
    NOT_IN_FORCE,
    IN_FORCE
  }

  static Presented of(Visit visit) {
    if (!visit.house().certificates() || !visit.isSecure())
      return new Presented(State.NOT_ASKED, "", "");
    return visit
        .certificate()
        .map(shown -> of(visit, shown))
        .orElse(new Presented(State.NONE, "", ""));
  }

  private static Presented of(Visit visit, Certificate shown) {
    var state = isInForce(visit, shown) ? State.IN_FORCE : State.NOT_IN_FORCE;
    var until = shown.until().atOffset(ZoneOffset.UTC);
    return new Presented(state, shown.name(), Dates.day(visit.lang(), until));
  }

  /** The fingerprint of one that may be used now. */
  static Optional<String> fingerprint(Visit visit) {
    return visit
        .certificate()
        .filter(shown -> isInForce(visit, shown))
        .map(Certificate::fingerprint);
  }

  private static boolean isInForce(Visit visit, Certificate shown) {
    return shown.isValid(visit.clock().instant());
  }
}
