package dev.kagimori.otp;

import javax.crypto.SecretKey;

/**
 * A seed as the provider of an HMAC takes it. Unlike a {@link javax.crypto.spec.SecretKeySpec} it
 * keeps no copy of its own; the provider wipes the one that it is given.
 */
final class MacKey implements SecretKey {
  private static final long serialVersionUID = 1;

  private final transient Seed seed;
  private final Algorithm algorithm;

  MacKey(Seed seed, Algorithm algorithm) {
    this.seed = seed;
    this.algorithm = algorithm;
  }

  @Override
  public String getAlgorithm() {
    return algorithm.mac;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return seed.reveal();
  }

  @Override
  public String toString() {
    return "MacKey(" + algorithm.mac + ")";
  }
}
