package dev.kagimori.mail;

import java.util.Locale;

/** The languages that mails are written in. */
public enum Language {
  JA,
  EN;

  /** As in the names of templates. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
