package dev.kagimori.app;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name for a content: other contents have other names. */
final class Digest {
  private static final int LENGTH = 16;

  private Digest() {}

  static String of(byte[]... contents) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var content : contents) digest.update(content);
      return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
