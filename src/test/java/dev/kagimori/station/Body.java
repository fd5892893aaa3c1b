package dev.kagimori.station;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Answer bodies, put together by hand. */
final class Body {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** An answer with status OK. */
  static Body ok() {
    return new Body().u8(0);
  }

  Body u8(int number) {
    body.write(number);
    return this;
  }

  Body u16(int number) {
    return u8(number >> 8).u8(number);
  }

  Body text(String text) {
    u8(text.length());
    body.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  byte[] bytes() {
    return body.toByteArray();
  }
}
