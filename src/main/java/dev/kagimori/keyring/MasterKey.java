package dev.kagimori.keyring;

import java.security.GeneralSecurityException;

/**
 * The key that wraps data keys and lives outside the database: a file ({@link MasterKeyFile}), or a
 * key in an HSM.
 */
public interface MasterKey {
  /** Encrypts a data key. */
  byte[] wrap(byte[] key, byte[] associatedData) throws GeneralSecurityException;

  /**
   * Decrypts what {@link #wrap} gave.
   *
   * @throws GeneralSecurityException when it was changed, or wrapped by another key or with other
   *     associated data
   */
  byte[] unwrap(byte[] wrapped, byte[] associatedData) throws GeneralSecurityException;
}
