package dev.kagimori.app;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token on a phone (RFC 6238). */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record AppToken(String serial, byte[] seed, int digits, int step, String algorithm) {
  /** What the phone shows at a time. */
  public String code(Instant at) {
    try {
      var mac = Mac.getInstance("Hmac" + algorithm);
      mac.init(new SecretKeySpec(seed, "RAW"));
      var hash =
          ByteBuffer.wrap(
              mac.doFinal(
                  ByteBuffer.allocate(8)
                      .putLong(Math.floorDiv(at.getEpochSecond(), step))
                      .array()));
      int from = hash.get(hash.capacity() - 1) & 0xf;
      long number = hash.getInt(from) & 0x7fffffff;
      var text = "0".repeat(digits) + number;
      return text.substring(text.length() - digits);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return "AppToken(" + serial + ")";
  }
}
