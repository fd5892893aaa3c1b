package dev.kagimori.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Paths and queries, in which nothing that a caller gives can mean more than itself. */
final class Target {
  private Target() {}

  /** The path with its parameters in their order. */
  static String path(Endpoint endpoint, String... parameters) {
    var path = endpoint.path;
    for (var parameter : parameters) {
      int from = path.indexOf('{');
      path = path.substring(0, from) + encoded(parameter) + path.substring(path.indexOf('}') + 1);
    }
    return path;
  }

  /** The query that has these components; those that are null are left out. */
  static String query(Record query) {
    var parts = new ArrayList<String>();
    Wire.write(query)
        .forEach(e -> parts.add(e.getKey() + "=" + encoded(String.valueOf(e.getValue()))));
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
