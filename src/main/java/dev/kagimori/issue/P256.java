package dev.kagimori.issue;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Points of P-256 (SEC 2: secp256r1) in their uncompressed form (SEC 1 §2.3.3), 65 bytes. */
final class P256 {
  static final int POINT = 65;
  static final int SIGNATURE = 64;
  private static final int COORDINATE = 32;
  private static final byte UNCOMPRESSED = 4;
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  /**
   * Whether the bytes are a point of the curve (SEC 1 §3.2.2.1; its cofactor is 1, so that no
   * further check is needed).
   */
  static boolean isPoint(byte[] bytes) {
    if (bytes.length != POINT || bytes[0] != UNCOMPRESSED) return false;
    var field = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    var x = coordinate(bytes, 1);
    var y = coordinate(bytes, 1 + COORDINATE);
    if (x.compareTo(field) >= 0 || y.compareTo(field) >= 0) return false;
    var right = x.multiply(x).add(CURVE.getCurve().getA()).multiply(x).add(CURVE.getCurve().getB());
    return y.multiply(y).subtract(right).mod(field).signum() == 0;
  }

  /**
   * The public key of a point that {@link #isPoint}.
   *
   * @throws GeneralSecurityException where it is none
   */
  static ECPublicKey key(byte[] point) throws GeneralSecurityException {
    if (!isPoint(point)) throw new GeneralSecurityException("not a point of P-256");
    var spec =
        new ECPublicKeySpec(
            new ECPoint(coordinate(point, 1), coordinate(point, 1 + COORDINATE)), CURVE);
    return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
  }

  static byte[] point(ECPublicKey key) {
    var point = new byte[POINT];
    point[0] = UNCOMPRESSED;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + COORDINATE);
    return point;
  }

  static KeyPair newPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(CURVE);
    return generator.generateKeyPair();
  }

  /** Whether an ECDSA signature with SHA-256, r ‖ s (IEEE P1363), is that of the point's owner. */
  static boolean verifies(byte[] point, byte[] signed, byte[] signature) {
    if (signature.length != SIGNATURE) return false;
    try {
      var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(key(point));
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) { // such as an r of zero
      return false;
    }
  }

  private static BigInteger coordinate(byte[] point, int from) {
    return new BigInteger(1, Arrays.copyOfRange(point, from, from + COORDINATE));
  }

  private static void put(BigInteger number, byte[] point, int at) {
    var bytes = number.toByteArray(); // with a sign, and without leading zeros
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, point, at + COORDINATE - length, length);
  }

  private static ECParameterSpec curve() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is part of every JDK", e);
    }
  }
}
