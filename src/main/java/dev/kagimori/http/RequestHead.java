package dev.kagimori.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** What a request's head has to be like for anything behind it to be looked at. */
final class RequestHead {
  private static final Pattern UNTIDY = Pattern.compile("//|/(\\.|%2[eE]){1,2}(/|$)|/$");

  private RequestHead() {}

  /** The router would take a path with empty or dotted segments for the one without them. */
  static boolean isTidy(String path) {
    return !UNTIDY.matcher(path).find();
  }

  /**
   * Whether the body's end is beyond doubt (RFC 9112 §6.1): a coding that is not known here, which
   * the codec takes for none, may hide a second request.
   */
  static boolean isFramed(HttpServerRequest request) {
    var codings = request.headers().getAll("Transfer-Encoding");
    return !request.headers().contains("")
        && (codings.isEmpty()
            || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")));
  }
}
