package dev.kagimori.issue;

import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.ProblemException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A phone's public keys, as points of P-256: one for ECDH, one for ECDSA, since browsers refuse one
 * key for both.
 */
@SuppressWarnings("ArrayRecordComponent") // equality and text are its own
record DeviceKeys(byte[] sealing, byte[] signing) {
  DeviceKeys {
    sealing = sealing.clone();
    signing = signing.clone();
  }

  @Override
  public byte[] sealing() {
    return sealing.clone();
  }

  @Override
  public byte[] signing() {
    return signing.clone();
  }

  /**
   * Reads {@code sealingKey} and {@code signingKey}.
   *
   * @throws ProblemException {@code MALFORMED} where one is no point of the curve, or they are one
   */
  static DeviceKeys read(Call call) {
    var keys = new DeviceKeys(point(call, "sealingKey"), point(call, "signingKey"));
    if (Arrays.equals(keys.sealing, keys.signing)) throw malformed("signingKey");
    return keys;
  }

  private static byte[] point(Call call, String field) {
    try {
      var point = Base64.getUrlDecoder().decode(call.body().getString(field));
      if (P256.isPoint(point)) return point;
    } catch (IllegalArgumentException e) {
      throw malformed(field);
    }
    throw malformed(field);
  }

  private static ProblemException malformed(String field) {
    return new ProblemException(
        FieldError.malformed(FieldError.body("/" + field, Reason.PUBLIC_KEY)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceKeys(var theirSealing, var theirSigning)
        && Arrays.equals(sealing, theirSealing)
        && Arrays.equals(signing, theirSigning);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signing);
  }

  @Override
  public String toString() {
    return "DeviceKeys";
  }
}
