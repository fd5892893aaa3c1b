package dev.kagimori.fob.device;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.commons.codec.digest.HmacUtils;

/** Time-based one-time codes (RFC 6238 §4.2 on RFC 4226 §5.3), as a fob computes them. */
public final class Totp {
  private Totp() {}

  /** The code at that instant of the fob's own clock, with leading zeros. */
  public static String code(Seed seed, CodeRule rule, Instant clock) {
    long step = Math.floorDiv(clock.getEpochSecond(), (long) rule.stepSeconds());
    var counter = ByteBuffer.allocate(Long.BYTES).putLong(step).array();
    byte[] mac = new HmacUtils(rule.algorithm().hmac, seed.reveal()).hmac(counter);
    int offset = mac[mac.length - 1] & 0xF;
    int truncated = ByteBuffer.wrap(mac).getInt(offset) & 0x7FFF_FFFF;
    int modulus = rule.digits() == 6 ? 1_000_000 : 100_000_000;
    String digits = Integer.toString(truncated % modulus);
    return "0".repeat(rule.digits() - digits.length()) + digits;
  }
}
