package dev.kagimori.otp;

import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/** The hash under the HMAC of a code (RFC 6238 §1.2). */
public enum Algorithm {
  SHA1("HmacSHA1"),
  SHA256("HmacSHA256"),
  SHA512("HmacSHA512");

  final String mac;

  /** Never given a key: what is cloned saves the search through the providers. */
  @SuppressWarnings("ImmutableEnumChecker") // it is only cloned
  private final Mac blank;

  Algorithm(String mac) {
    this.mac = mac;
    try {
      blank = Mac.getInstance(mac);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + mac, e);
    }
    newMac(); // settles on the provider, while nobody else asks
  }

  /** A MAC without a key, of the caller's own. */
  Mac newMac() {
    try {
      return (Mac) blank.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the platform's HMACs can be cloned", e);
    }
  }
}
