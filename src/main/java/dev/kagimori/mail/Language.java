package dev.kagimori.mail;

import java.util.Locale;

/** The languages that mails are written in. */
public enum Language {
  JA,
  EN;

  /** As terms name it: {@code ja} or {@code en}. */
  static Language of(String tag) {
    return valueOf(tag.toUpperCase(Locale.ROOT));
  }

  /** As in the names of templates. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
