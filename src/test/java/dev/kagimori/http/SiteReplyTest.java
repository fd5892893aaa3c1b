package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteReplyTest {
  private static final Site.File FILE =
      new Site.File(
          Map.of("Content-Type", "text/css"),
          "W/\"a1\"",
          Buffer.buffer("plain"),
          Buffer.buffer("zip"));

  private final MultiMap asked = MultiMap.caseInsensitiveMultiMap();
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  private SiteReply reply() {
    return SiteReply.of(FILE, asked, headers);
  }

  @Test
  void whoAsksForNothingSpecialGetsItPlain() {
    assertEquals(new SiteReply(200, Buffer.buffer("plain")), reply());
    assertEquals("text/css", headers.get("Content-Type"));
    assertEquals("W/\"a1\"", headers.get("ETag"));
    assertEquals("Accept-Encoding", headers.get("Vary"));
    assertNull(headers.get("Content-Encoding"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|zip",
        "br, gzip;q=0.5|zip",
        "gzip;q=0|plain",
        "gzip;q=0.00|plain",
        "br|plain",
        "''|plain"
      })
  void itIsCompressedForWhoTakesThat(String accepted, String body) {
    asked.set("Accept-Encoding", accepted);
    assertEquals(body, reply().body().toString());
    assertEquals(body.equals("zip") ? "gzip" : null, headers.get("Content-Encoding"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"W/\"a1\"|304", "\"b\", W/\"a1\"|304", "W/\"a2\"|200", "''|200"})
  void whoHasItIsToldSo(String known, int status) {
    asked.set("If-None-Match", known);
    assertEquals(status, reply().status());
  }
}
