package dev.kagimori.bench;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens' seeds and codes (RFC 6238, SHA-1, six digits): a seed is derived from the number of
 * its token, so that none is remembered. Not for several threads at once.
 */
final class CodeMaker {
  private static final String SEEDS = "HmacSHA256";
  private static final String CODES = "HmacSHA1";
  private static final int SEED_LENGTH = 20;
  private static final int MODULUS = 1_000_000;

  private final Mac seeds;
  private final Mac codes;
  private final byte[] counter = new byte[Long.BYTES];

  /**
   * @param secret of the institution; nobody else has it
   */
  CodeMaker(byte[] secret) {
    try {
      seeds = Mac.getInstance(SEEDS);
      seeds.init(new SecretKeySpec(secret, SEEDS));
      codes = Mac.getInstance(CODES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + SEEDS + " and " + CODES, e);
    }
  }

  /** In clear: the caller seals and wipes it. */
  byte[] seed(int number) {
    return Arrays.copyOf(seeds.doFinal(Tokens.serialBytes(number)), SEED_LENGTH);
  }

  int code(int number, long step) {
    take(number);
    return code(step);
  }

  /** A code that the token does not show near this step. */
  int wrong(int number, long step) {
    take(number);
    int wrong = (code(step) + 1) % MODULUS;
    while (shownNear(step, wrong)) wrong = (wrong + 1) % MODULUS;
    return wrong;
  }

  private boolean shownNear(long step, int code) {
    for (long near = step - 2; near <= step + 2; near++) if (code(near) == code) return true;
    return false;
  }

  private void take(int number) {
    var seed = seed(number);
    try {
      codes.init(new SecretKeySpec(seed, CODES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("any bytes are a key of " + CODES, e);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private int code(long step) {
    for (int i = 0; i < Long.BYTES; i++) counter[i] = (byte) (step >>> (8 * (Long.BYTES - 1 - i)));
    byte[] hash = codes.doFinal(counter);
    int offset = hash[hash.length - 1] & 0xf;
    int bits =
        ((hash[offset] & 0x7f) << 24)
            | ((hash[offset + 1] & 0xff) << 16)
            | ((hash[offset + 2] & 0xff) << 8)
            | (hash[offset + 3] & 0xff);
    return bits % MODULUS;
  }
}
