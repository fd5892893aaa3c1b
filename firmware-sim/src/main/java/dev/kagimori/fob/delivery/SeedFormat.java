package dev.kagimori.fob.delivery;

import dev.kagimori.fob.pskc.Protection;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.PskcWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

/** The forms of a seed file. However many keys there are, none is held. */
public enum SeedFormat {
  /** PSKC 1.0 (RFC 6030); the only one that can be encrypted and that knows expiry dates. */
  PSKC("fobs.pskc.xml"),
  /** One line a key under a header: serial, seed in hex, step in seconds, digits, hash. */
  CSV("fobs.csv"),
  /** One otpauth URI a line, as authenticator apps take them. */
  OTPAUTH("fobs.otpauth.txt");

  private static final String CSV_HEADER = "serial,secret_hex,step,digits,algorithm\n";

  private final String fileName;

  SeedFormat(String fileName) {
    this.fileName = fileName;
  }

  /** What such a file is called if nobody says otherwise. */
  public String fileName() {
    return fileName;
  }

  /**
   * Writes the file in UTF-8; leaves the stream open.
   *
   * @param keys asked for one by one
   * @param protection null for seeds in clear
   * @throws IllegalArgumentException if this form can't be encrypted and shall be
   */
  public void write(OutputStream out, Iterable<PskcKey> keys, @Nullable Protection protection)
      throws IOException {
    if (protection != null && this != PSKC) {
      throw new IllegalArgumentException("only PSKC can be encrypted");
    }
    switch (this) {
      case PSKC -> PskcWriter.write(out, keys, protection);
      case CSV -> {
        out.write(CSV_HEADER.getBytes(StandardCharsets.UTF_8));
        for (var key : keys) out.write(csv(key).getBytes(StandardCharsets.UTF_8));
      }
      case OTPAUTH -> {
        for (var key : keys) out.write(uri(key).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String csv(PskcKey key) {
    var rule = key.rule();
    return String.join(
            ",",
            key.serial(),
            HexFormat.of().formatHex(key.seed().reveal()),
            Integer.toString(rule.stepSeconds()),
            Integer.toString(rule.digits()),
            rule.algorithm().name())
        + "\n";
  }

  private static String uri(PskcKey key) {
    var rule = key.rule();
    var issuer = encoded(key.manufacturer());
    var secret = new Base32().encodeToString(key.seed().reveal()).replace("=", "");
    return "otpauth://totp/"
        + issuer
        + ":"
        + key.serial()
        + "?secret="
        + secret
        + "&issuer="
        + issuer
        + "&algorithm="
        + rule.algorithm()
        + "&digits="
        + rule.digits()
        + "&period="
        + rule.stepSeconds()
        + "\n";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
