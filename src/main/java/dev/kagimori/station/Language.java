package dev.kagimori.station;

import java.util.Locale;

/** What the person at the terminal reads. */
public enum Language {
  JAPANESE,
  ENGLISH;

  /** By the system's locale. */
  public static Language ofSystem() {
    return Locale.getDefault().getLanguage().equals("ja") ? JAPANESE : ENGLISH;
  }

  /** Whether a person sits there, and not a script. */
  @SuppressWarnings("SystemConsoleNull") // it may still be: -Djdk.console=java.base
  public static boolean terminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /** The text in this language. */
  public String of(String japanese, String english) {
    return switch (this) {
      case JAPANESE -> japanese;
      case ENGLISH -> english;
    };
  }

  /** What is broken, in this language. */
  public String of(StationException e) {
    return of(e.japanese(), String.valueOf(e.getMessage()));
  }
}
