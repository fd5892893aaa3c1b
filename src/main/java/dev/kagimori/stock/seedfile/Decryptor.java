package dev.kagimori.stock.seedfile;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Decrypts with one key; the platform's cipher is kept from value to value. */
final class Decryptor implements AutoCloseable {
  private static final int GCM_IV = 12;
  private static final int GCM_TAG_BITS = 128;

  private final byte[] key;
  private final @Nullable PrivateKey privateKey;
  private @Nullable PskcCipher last;
  private @Nullable Cipher cipher;
  private @Nullable SecretKeySpec spec;

  private Decryptor(byte[] key, @Nullable PrivateKey privateKey) {
    this.key = key;
    this.privateKey = privateKey;
  }

  /**
   * With a symmetric key.
   *
   * @param key taken over, wiped at the end
   */
  static Decryptor symmetric(byte[] key) {
    return new Decryptor(key, null);
  }

  static Decryptor rsa(PrivateKey key) {
    return new Decryptor(new byte[0], key);
  }

  /** Whether the key is one for the cipher. */
  boolean fits(PskcCipher kind) {
    return kind.isRsa() ? privateKey != null : privateKey == null && key.length == kind.keyBytes;
  }

  /**
   * The value in clear; the caller wipes it.
   *
   * @throws GeneralSecurityException where the key does not open it
   */
  byte[] open(PskcCipher kind, byte[] sealed, @Nullable OAEPParameterSpec padding)
      throws GeneralSecurityException {
    var platform = platform(kind);
    return switch (kind.kind) {
      case CBC -> cbc(platform, kind, sealed);
      case GCM -> {
        if (sealed.length < GCM_IV) throw new BadPaddingException();
        platform.init(
            Cipher.DECRYPT_MODE, spec, new GCMParameterSpec(GCM_TAG_BITS, sealed, 0, GCM_IV));
        yield platform.doFinal(sealed, GCM_IV, sealed.length - GCM_IV);
      }
      case WRAP, WRAP_PAD -> {
        platform.init(Cipher.DECRYPT_MODE, spec);
        yield platform.doFinal(sealed);
      }
      case RSA -> {
        platform.init(Cipher.DECRYPT_MODE, privateKey);
        yield platform.doFinal(sealed);
      }
      case RSA_OAEP -> {
        platform.init(Cipher.DECRYPT_MODE, privateKey, padding);
        yield platform.doFinal(sealed);
      }
    };
  }

  private Cipher platform(PskcCipher kind) throws GeneralSecurityException {
    var held = cipher;
    if (held == null || last != kind) {
      held = Cipher.getInstance(kind.transformation());
      if (!kind.isRsa()) spec = new SecretKeySpec(key, kind.keyAlgorithm());
      cipher = held;
      last = kind;
    }
    return held;
  }

  /** The last byte says how many are padding; what the others are is free (XML Encryption §5.2). */
  private byte[] cbc(Cipher platform, PskcCipher kind, byte[] sealed)
      throws GeneralSecurityException {
    var block = kind.blockBytes();
    if (sealed.length < 2 * block || sealed.length % block != 0)
      throw new IllegalBlockSizeException();
    platform.init(Cipher.DECRYPT_MODE, spec, new IvParameterSpec(sealed, 0, block));
    var padded = platform.doFinal(sealed, block, sealed.length - block);
    try {
      var padding = padded[padded.length - 1] & 0xff;
      if (padding < 1 || padding > block) throw new BadPaddingException();
      return Arrays.copyOf(padded, padded.length - padding);
    } finally {
      Arrays.fill(padded, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    cipher = null;
    spec = null;
  }
}
