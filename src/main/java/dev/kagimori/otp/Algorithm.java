package dev.kagimori.otp;

/** The hash under the HMAC of a code (RFC 6238 §1.2). */
public enum Algorithm {
  SHA1("HmacSHA1"),
  SHA256("HmacSHA256"),
  SHA512("HmacSHA512");

  final String mac;

  Algorithm(String mac) {
    this.mac = mac;
  }
}
