package dev.kagimori.http;

import static dev.kagimori.http.Frontend.STAFF_KEY;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** A real port with three places for streams, of which one account may have two. */
final class StreamPort implements AutoCloseable {
  static final Duration IDLE = Duration.ofMillis(700);
  static final String HEAD = head(STAFF_KEY);
  static final int PLACES = 3;
  static final int PLACES_OF_ONE = 2;
  static final long FIFTY_MB = 50_000_000;

  final Frontend frontend;

  StreamPort(Map<String, Function<Call, Download>> downloads) {
    var limits = new StreamLimits(PLACES, PLACES_OF_ONE, IDLE, Duration.ofSeconds(20), 256 * 1024);
    frontend = new Frontend(Limits.DEFAULT.withStreams(limits), TrustedPeers.NONE, downloads);
  }

  /** What follows the path in a request of who has the key. */
  static String head(String key) {
    return " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + key + "\r\n";
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + frontend.http.port() + path);
  }

  HttpRequest.Builder signed(String path) {
    return HttpRequest.newBuilder(uri(path))
        .header("Authorization", "Bearer " + STAFF_KEY)
        .timeout(Duration.ofSeconds(30));
  }

  /** How many are at work. */
  double streams() {
    return frontend.meters.get("kagimori.streams").gauge().value();
  }

  @Override
  public void close() {
    frontend.close();
  }
}
