package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import java.util.Collection;
import java.util.List;

/**
 * Some of the terms' makes, as a query tells their fobs: a fob is of the make whose prefix is the
 * longest that its serial number begins with (E9).
 *
 * @param prefixes of these makes
 * @param others longer prefixes of makes that are not among them
 */
record Chosen(List<String> prefixes, List<String> others) {
  private static final String LAST = "Z".repeat(20);

  /**
   * Whether a serial number is of one of them; the parameters are two arrays, this record's.
   *
   * @param serial a column
   */
  static String holds(String serial, String prefixes, String others) {
    return """
    EXISTS (
      SELECT FROM unnest(%2$s::text[]) AS chosen (prefix)
      WHERE starts_with(%1$s, chosen.prefix) AND NOT EXISTS (
        SELECT FROM unnest(%3$s::text[]) AS other (prefix)
        WHERE length(other.prefix) > length(chosen.prefix)
          AND starts_with(%1$s, other.prefix)))
    """
        .formatted(serial, prefixes, others);
  }

  static Chosen of(Collection<String> prefixes, Terms terms) {
    var others =
        terms.makes().stream()
            .map(Make::prefix)
            .filter(known -> !prefixes.contains(known))
            .filter(known -> prefixes.stream().anyMatch(known::startsWith))
            .toList();
    return new Chosen(List.copyOf(prefixes), others);
  }

  String[] prefixArray() {
    return prefixes.toArray(String[]::new);
  }

  String[] otherArray() {
    return others.toArray(String[]::new);
  }

  /** No serial number of theirs is smaller. */
  String lowest() {
    return prefixes.stream().min(String::compareTo).orElse("");
  }

  /** No serial number of theirs is greater. */
  String highest() {
    return prefixes.stream()
        .map(prefix -> prefix + LAST.substring(Math.min(prefix.length(), LAST.length())))
        .max(String::compareTo)
        .orElse("");
  }
}
