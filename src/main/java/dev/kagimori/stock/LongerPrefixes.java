package dev.kagimori.stock;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;

/** Whose fobs are not of a make although their serial numbers begin like its own (E9). */
final class LongerPrefixes {
  private LongerPrefixes() {}

  static String[] of(Make make, Terms terms) {
    return terms.makes().stream()
        .map(Make::prefix)
        .filter(prefix -> prefix.startsWith(make.prefix()) && !prefix.equals(make.prefix()))
        .toArray(String[]::new);
  }
}
