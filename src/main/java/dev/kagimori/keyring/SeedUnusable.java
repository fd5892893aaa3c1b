package dev.kagimori.keyring;

/**
 * A sealed seed does not open: it was changed, moved from another row, or its key is not there. The
 * token cannot be judged; nothing is accepted.
 */
public final class SeedUnusable extends RuntimeException {
  private static final long serialVersionUID = 1;

  SeedUnusable(String institution, String serial, int keyVersion, Throwable cause) {
    super(
        "the seed of %s/%s does not open under key version %d"
            .formatted(institution, serial, keyVersion),
        cause);
  }
}
