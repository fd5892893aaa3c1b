package dev.kagimori.app;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A phone with an app on it. */
public final class Phone {
  private final KeyPair sealing = pair();
  private final KeyPair signing = pair();

  /** What every call has that gets a token. */
  public JsonObject keys(Instant time) {
    return new JsonObject()
        .put("sealingKey", text(point((ECPublicKey) sealing.getPublic())))
        .put("signingKey", text(point((ECPublicKey) signing.getPublic())))
        .put("deviceTime", time.toString())
        .put("appVersion", "1.4.0");
  }

  public JsonObject activation(String serviceId, String userId, String password, Instant time) {
    return keys(time)
        .put("serviceId", serviceId)
        .put("userId", userId)
        .put("startPassword", password);
  }

  public JsonObject selfIssue(String serviceId, String make, Instant time) {
    return keys(time).put("serviceId", serviceId).put("make", make);
  }

  public JsonObject renewal(String serviceId, String serial, String code, Instant time) {
    var lines = "POST /app/v1/renewals\n" + serviceId + "\n" + serial + "\n" + code + "\n" + time;
    return new JsonObject()
        .put("serviceId", serviceId)
        .put("serial", serial)
        .put("code", code)
        .put("deviceTime", time.toString())
        .put("signature", text(signature(lines.getBytes(StandardCharsets.UTF_8))));
  }

  /** Takes the token out of an answer. */
  public AppToken open(String serviceId, JsonObject answer) {
    var sealed = Base64.getUrlDecoder().decode(answer.getString("sealedSeed"));
    var ephemeral = Arrays.copyOf(sealed, 65);
    try {
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(sealing.getPrivate());
      agreement.doPhase(key(ephemeral), true);
      var salt = Arrays.copyOf(ephemeral, 130);
      System.arraycopy(point((ECPublicKey) sealing.getPublic()), 0, salt, 65, 65);
      var extracted = hmac(salt, agreement.generateSecret());
      var key =
          hmac(extracted, "kagimori sealed seed v1\u0001".getBytes(StandardCharsets.US_ASCII));
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(128, sealed, 65, 12));
      cipher.updateAAD(
          (serviceId + answer.getString("serial")).getBytes(StandardCharsets.US_ASCII));
      return new AppToken(
          answer.getString("serial"),
          cipher.doFinal(sealed, 77, sealed.length - 77),
          answer.getInteger("digits"),
          answer.getInteger("step"),
          answer.getString("algorithm"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the seed does not open", e);
    }
  }

  private byte[] signature(byte[] signed) {
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(signing.getPrivate());
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "RAW"));
    return mac.doFinal(message);
  }

  private PublicKey key(byte[] point) throws GeneralSecurityException {
    var spec =
        new ECPublicKeySpec(
            new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
            ((ECPublicKey) sealing.getPublic()).getParams());
    return KeyFactory.getInstance("EC").generatePublic(spec);
  }

  private static byte[] point(ECPublicKey key) {
    var hex = "04%064x%064x".formatted(key.getW().getAffineX(), key.getW().getAffineY());
    return HexFormat.of().parseHex(hex);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
