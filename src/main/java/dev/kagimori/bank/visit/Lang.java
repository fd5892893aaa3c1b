package dev.kagimori.bank.visit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page's language. */
public enum Lang {
  JA,
  EN;

  /** The text in this language. */
  public String t(String ja, String en) {
    return this == JA ? ja : en;
  }

  /** As in HTML's {@code lang}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Lang other() {
    return this == JA ? EN : JA;
  }

  /** What was chosen, else what the browser asks for first; Japanese where neither is known. */
  static Lang of(@Nullable String chosen, @Nullable String accepted) {
    if (chosen != null) return chosen.equals("en") ? EN : JA;
    return accepted != null && accepted.strip().toLowerCase(Locale.ROOT).startsWith("en") ? EN : JA;
  }
}
