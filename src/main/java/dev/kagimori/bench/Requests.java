package dev.kagimori.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Writes requests: two templates, whose digits are replaced in place. Makes no object. */
final class Requests {
  private static final int NUMBER_DIGITS = 8;
  private static final int CODE_DIGITS = 6;
  private static final String NUMBER = "########";
  private static final String CODE = "@@@@@@";
  private static final String UUID = "????????-????-????-????-????????????";
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** A template and the places in it; a place that it does not have is -1. */
  private static final class Template {
    final byte[] bytes;
    final int contract;
    final int serial;
    final int code;
    final int uuid;

    Template(String text) {
      bytes = text.getBytes(StandardCharsets.US_ASCII);
      contract = text.indexOf(NUMBER);
      serial = text.indexOf(NUMBER, contract + 1);
      code = text.indexOf(CODE);
      uuid = text.indexOf(UUID);
    }
  }

  private final Template verify;
  private final Template start;
  private final SplittableRandom random = new SplittableRandom(System.nanoTime());

  /**
   * @param host and port, as the Host field has them
   * @param repeatable whether verifications have a reference, and starts an idempotency key
   */
  Requests(String host, String apiKey, boolean repeatable) {
    verify =
        new Template(
            text(
                host,
                apiKey,
                "verify",
                "",
                "{\"code\":\""
                    + CODE
                    + "\",\"operation\":\"TRANSFER\""
                    + (repeatable ? ",\"reference\":\"" + UUID + "\"}" : "}")));
    start =
        new Template(
            text(
                host,
                apiKey,
                "start",
                repeatable ? "Idempotency-Key: " + UUID + "\r\n" : "",
                "{\"serial\":\"" + Tokens.MAKE + NUMBER + "\",\"code\":\"" + CODE + "\"}"));
  }

  private static String text(
      String host, String apiKey, String operation, String fields, String body) {
    return "POST /v1/contracts/%s%s/users/%s/%s HTTP/1.1\r\n"
            .formatted(Tokens.CONTRACT, NUMBER, Tokens.USER, operation)
        + "Host: %s\r\nAuthorization: Bearer %s\r\n".formatted(host, apiKey)
        + "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(body.length())
        + fields
        + "\r\n"
        + body;
  }

  /** Room for any request. */
  int lengthMax() {
    return Math.max(verify.bytes.length, start.bytes.length);
  }

  void write(long item, ByteBuffer to) {
    var template = Item.kind(item) == Item.Kind.START ? start : verify;
    digits(template.bytes, template.contract, NUMBER_DIGITS, Item.number(item));
    if (template.serial >= 0)
      digits(template.bytes, template.serial, NUMBER_DIGITS, Item.number(item));
    digits(template.bytes, template.code, CODE_DIGITS, Item.code(item));
    if (template.uuid >= 0) uuid(template.bytes, template.uuid);
    to.put(template.bytes);
  }

  private static void digits(byte[] bytes, int at, int count, int value) {
    int left = value;
    for (int i = at + count - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  private void uuid(byte[] bytes, int at) {
    long bits = random.nextLong();
    for (int i = 0; i < UUID.length(); i++) {
      if (i == UUID.length() / 2) bits = random.nextLong();
      if (bytes[at + i] == '-') continue;
      bytes[at + i] = HEX[(int) bits & 0xf];
      bits >>>= 4;
    }
  }
}
