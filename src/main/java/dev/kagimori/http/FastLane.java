package dev.kagimori.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the operation of a plain request to one of the hot routes without the router. Whatever is
 * unusual about a request is none of its business and goes the ordinary way, to the same answer.
 */
final class FastLane {
  private static final String JSON = "application/json";

  /** A request that can be taken. */
  record Match(OperationHandler handler, Map<String, String> path) {}

  /** One address; a parameter's segment is empty in {@code texts} and named in {@code names}. */
  private record Address(
      String method, List<String> texts, List<String> names, OperationHandler handler) {}

  private final List<Address> addresses = new ArrayList<>();

  /** For operations whose only parameters stand in the path. */
  void add(Operation operation, OperationHandler handler) {
    var texts = new ArrayList<String>();
    var names = new ArrayList<String>();
    for (var segment : operation.getAbsoluteOpenAPIPath().substring(1).split("/", -1)) {
      boolean parameter = segment.startsWith("{") && segment.endsWith("}");
      if (!parameter && segment.contains("{")) return;
      texts.add(parameter ? "" : segment);
      names.add(parameter ? segment.substring(1, segment.length() - 1) : "");
    }
    addresses.add(new Address(operation.getHttpMethod().name(), texts, names, handler));
  }

  Optional<Match> match(HttpServerRequest request) {
    for (var address : addresses)
      if (address.method.equals(request.method().name())) {
        var path = path(address, request.uri());
        if (path.isPresent())
          return isPlain(request)
              ? Optional.of(new Match(address.handler, path.get()))
              : Optional.empty();
      }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> path(Address address, String uri) {
    var parameters = new HashMap<String, String>();
    int at = 0;
    for (int i = 0; i < address.texts.size(); i++) {
      if (at >= uri.length() || uri.charAt(at) != '/') return Optional.empty();
      int begin = at + 1;
      var text = address.texts.get(i);
      if (text.isEmpty()) {
        at = endOfPlain(uri, begin);
        if (at == begin || (uri.charAt(begin) == '.' && at - begin < 3)) return Optional.empty();
        parameters.put(address.names.get(i), uri.substring(begin, at));
      } else {
        if (!uri.startsWith(text, begin)) return Optional.empty();
        at = begin + text.length();
      }
    }
    return at == uri.length() ? Optional.of(parameters) : Optional.empty();
  }

  /** Unreserved characters (RFC 3986 §2.3) mean themselves in every spelling. */
  private static int endOfPlain(String uri, int from) {
    int end = from;
    while (end < uri.length() && isUnreserved(uri.charAt(end))) end++;
    return end;
  }

  private static boolean isUnreserved(char c) {
    return Ascii.isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
  }

  private static boolean isPlain(HttpServerRequest request) {
    var headers = request.headers();
    return JSON.equals(headers.get(HttpHeaders.CONTENT_TYPE))
        && headers.contains(HttpHeaders.CONTENT_LENGTH)
        && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaders.EXPECT)
        && !headers.contains(HttpHeaders.CONTENT_ENCODING)
        && !headers.contains("");
  }
}
