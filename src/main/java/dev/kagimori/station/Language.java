package dev.kagimori.station;

import java.util.Locale;

/** What the person at the terminal reads. */
enum Language {
  JAPANESE,
  ENGLISH;

  /** By the system's locale. */
  static Language ofSystem() {
    return Locale.getDefault().getLanguage().equals("ja") ? JAPANESE : ENGLISH;
  }

  /** Whether a person sits there, and not a script. */
  @SuppressWarnings("SystemConsoleNull") // it may still be: -Djdk.console=java.base
  static boolean terminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  String of(String japanese, String english) {
    return switch (this) {
      case JAPANESE -> japanese;
      case ENGLISH -> english;
    };
  }

  String of(StationException e) {
    return of(e.japanese(), String.valueOf(e.getMessage()));
  }
}
