package dev.kagimori.http;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * What a front end may take of the service; over a bound it is told so, or cut off.
 *
 * @param head a connection without a complete request head for this long is closed, whether it is
 *     new, idle or dripping (10 s)
 * @param body a body is complete this long after its head (10 s)
 * @param request an answer is given this long after the head (15 s)
 * @param write a written answer is taken by the client in this time; pages get six times as much
 *     (10 s)
 * @param linger what is still being sent to an answered request is thrown away for this long before
 *     the connection is closed, so that the answer is not lost by a reset (1 s)
 * @param stop what is in flight gets this long to end when the service stops (20 s)
 * @param connections open at once, in all (4096)
 * @param inFlight requests at work at once, of all front ends (256)
 * @param besideInFlight the same of each other door, so that none takes the places of the front
 *     ends, nor they its (64)
 * @param pagesInFlight pages of the documentation being sent at once (32)
 * @param lineBytes length of a request line (4096)
 * @param headerBytes length of all header fields together (8192)
 * @param bodyBytes length of a body (16384)
 * @param depth nesting of JSON (32)
 * @param streams of long bodies and answers, which none of the times above holds for but the head's
 */
public record Limits(
    Duration head,
    Duration body,
    Duration request,
    Duration write,
    Duration linger,
    Duration stop,
    int connections,
    int inFlight,
    int besideInFlight,
    int pagesInFlight,
    int lineBytes,
    int headerBytes,
    int bodyBytes,
    int depth,
    StreamLimits streams) {
  /** What stands in brackets above. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          4096,
          256,
          64,
          32,
          4096,
          8192,
          16384,
          32,
          StreamLimits.DEFAULT);

  /** How many requests may be at work at a door. */
  int inFlight(Door door) {
    return door == Door.FRONT_END ? inFlight : besideInFlight;
  }

  /** How many files may be sent at once: a phone fetches some twenty, of a few kB, one time. */
  int filesInFlight() {
    return inFlight;
  }

  /** The shortest of the times, but for {@link #stop}. */
  Duration shortest() {
    return Collections.min(List.of(head, body, request, write, linger));
  }

  public Limits withTimes(Duration head, Duration body, Duration request) {
    return new Limits(
        head,
        body,
        request,
        write,
        linger,
        stop,
        connections,
        inFlight,
        besideInFlight,
        pagesInFlight,
        lineBytes,
        headerBytes,
        bodyBytes,
        depth,
        streams);
  }

  public Limits withCrowd(int connections, int inFlight) {
    return new Limits(
        head,
        body,
        request,
        write,
        linger,
        stop,
        connections,
        inFlight,
        besideInFlight,
        pagesInFlight,
        lineBytes,
        headerBytes,
        bodyBytes,
        depth,
        streams);
  }

  public Limits withStreams(StreamLimits streams) {
    return new Limits(
        head,
        body,
        request,
        write,
        linger,
        stop,
        connections,
        inFlight,
        besideInFlight,
        pagesInFlight,
        lineBytes,
        headerBytes,
        bodyBytes,
        depth,
        streams);
  }
}
