package dev.kagimori.station.desk;

import org.jspecify.annotations.Nullable;

/**
 * What became of one fob.
 *
 * @param result as the service calls it, or {@link #UNREAD}
 * @param reason with DEFECTIVE and {@link #UNREAD}
 */
record Outcome(String result, @Nullable String reason) {
  static final String CHECKED = "CHECKED";
  static final String DEFECTIVE = "DEFECTIVE";

  /** It was listed, and could not be read though the line is good. */
  static final String UNREAD = "UNREAD";

  boolean isChecked() {
    return result.equals(CHECKED);
  }

  boolean isDefective() {
    return result.equals(DEFECTIVE);
  }
}
