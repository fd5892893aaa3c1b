package dev.kagimori.http;

import java.time.Duration;

/**
 * What long bodies and long answers may take of an instance.
 *
 * @param places of them at once, in all (4)
 * @param placesOfOne of them for one account at once (2), so that nobody has all of them
 * @param idle a client that sends or takes no byte for this long is left (30 s); the time in which
 *     it is the service that is not ready does not count
 * @param total from the request's head to the answer's end (60 min)
 * @param heldBytes of each that lie in memory between client and route (262144)
 */
public record StreamLimits(
    int places, int placesOfOne, Duration idle, Duration total, int heldBytes) {
  /** What stands in brackets above. */
  public static final StreamLimits DEFAULT =
      new StreamLimits(4, 2, Duration.ofSeconds(30), Duration.ofMinutes(60), 256 * 1024);
}
