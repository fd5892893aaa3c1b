package dev.kagimori.keyring;

/** A sealed text does not open: it was changed, moved from another row, or its key is not there. */
public final class TextUnusable extends RuntimeException {
  private static final long serialVersionUID = 1;

  TextUnusable(String institution, String purpose, int keyVersion, Throwable cause) {
    super(
        "a text of %s (%s) does not open under key version %d"
            .formatted(institution, purpose, keyVersion),
        cause);
  }
}
