package dev.kagimori.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final int CODE = 100_042;

  @Test
  void aVerificationIsWrittenWhole() {
    var text = text(new Requests("127.0.0.1:1234", "key", false), Item.Kind.RIGHT, 10_000_007);
    assertEquals(
        "POST /v1/contracts/c-10000007/users/u/verify HTTP/1.1\r\n"
            + "Host: 127.0.0.1:1234\r\n"
            + "Authorization: Bearer key\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: 40\r\n"
            + "\r\n"
            + "{\"code\":\"100042\",\"operation\":\"TRANSFER\"}",
        text);
  }

  @Test
  void aStartNamesSerialNumberAndKey() {
    var requests = new Requests("127.0.0.1:1234", "key", true);
    var text = text(requests, Item.Kind.START, 20_000_001);
    assertTrue(text.startsWith("POST /v1/contracts/c-20000001/users/u/start HTTP/1.1\r\n"));
    var body = body(text);
    assertEquals("GM20000001", body.getString("serial"));
    assertEquals("100042", body.getString("code"));
    var key = field(text, "Idempotency-Key");
    assertEquals(key, UUID.fromString(key).toString());
    assertNotEquals(key, field(text(requests, Item.Kind.START, 20_000_002), "Idempotency-Key"));
  }

  @Test
  void everyReferenceIsNew() {
    var requests = new Requests("127.0.0.1:1234", "key", true);
    var first = body(text(requests, Item.Kind.RIGHT, 10_000_000)).getString("reference");
    var second = body(text(requests, Item.Kind.RIGHT, 10_000_000)).getString("reference");
    assertEquals(first, UUID.fromString(first).toString());
    assertNotEquals(first, second);
  }

  @Test
  void anItemKeepsWhatItIsMadeOf() {
    for (var kind : Item.Kind.values())
      for (long pass = 0; pass < 9; pass++) {
        long item = Item.of(89_999_999, 999_999, kind, pass);
        assertTrue(item >= 0, "negative ones are no items");
        assertEquals(89_999_999, Item.number(item));
        assertEquals(999_999, Item.code(item));
        assertEquals(kind, Item.kind(item));
        assertEquals(pass % 4, Item.pass(item));
      }
  }

  private static String text(Requests requests, Item.Kind kind, int number) {
    var out = ByteBuffer.allocate(requests.lengthMax());
    requests.write(Item.of(number, CODE, kind, 0), out);
    return new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);
  }

  private static String field(String text, String name) {
    int at = text.indexOf(name + ": ") + name.length() + 2;
    return text.substring(at, text.indexOf("\r\n", at));
  }

  private static JsonObject body(String text) {
    var body = text.substring(text.indexOf("\r\n\r\n") + 4);
    assertEquals(field(text, "Content-Length"), Integer.toString(body.length()));
    return new JsonObject(body);
  }
}
