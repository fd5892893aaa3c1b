package dev.kagimori.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A door of the public port: whoever comes through it has a contract of their own, credentials that
 * open no other people's, and places at work that nobody else takes.
 */
public enum Door {
  /** Internet-banking front ends. */
  FRONT_END("/v1", "frontend", "フロントエンド", "front ends"),

  /** People at the institution. */
  STAFF("/v1/staff", "staff", "職員", "staff"),

  /** The same people with boxes of fobs; the staff's keys open it. */
  STOCK("/v1/stock", "stock", "在庫", "stock"),

  /** The phone app, which shows no credential; what it sends says for which institution it is. */
  APP("/app/v1", "app", "アプリ", "phone app");

  /** Who comes through a door that asks for no credential. */
  static final Credentials.Identity NOBODY = new Credentials.Identity("", "app");

  private static final List<Door> LONGEST_FIRST =
      Arrays.stream(values())
          .sorted(Comparator.comparingInt((Door door) -> door.prefix.length()).reversed())
          .toList();

  private final String prefix;
  private final String contract;
  private final String ja;
  private final String en;

  Door(String prefix, String contract, String ja, String en) {
    this.prefix = prefix;
    this.contract = contract;
    this.ja = ja;
    this.en = en;
  }

  /** Whether it asks for no credential. */
  public boolean isPublic() {
    return this == APP;
  }

  /** The door that a normalised path leads to: of several prefixes the longest. */
  static Optional<Door> of(String path) {
    for (var door : LONGEST_FIRST) if (door.has(path)) return Optional.of(door);
    return Optional.empty();
  }

  private boolean has(String path) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }

  /** Where its contract lies on the class path, and is served. */
  String document() {
    return "/openapi/" + contract + ".yaml";
  }

  /** The page that shows its contract. */
  String page() {
    return this == FRONT_END ? "/docs" : "/docs/" + contract;
  }

  /** What readers are told it is for, in both languages. */
  String title() {
    return ja + " / " + en;
  }

  /** Names it in measurements. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
