package dev.kagimori.keyring;

import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** What no other test may have: a data key in clear, so that it can be looked for. */
public final class ClearDataKey {
  private ClearDataKey() {}

  /** Unwraps what {@code data_key.wrapped} holds. */
  public static byte[] of(Path masterKey, String institution, int version, byte[] wrapped)
      throws GeneralSecurityException {
    return MasterKeyFile.read(masterKey).unwrap(wrapped, Keyring.owner(institution, version));
  }
}
