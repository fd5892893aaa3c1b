package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
  private static final StrictJson JSON = new StrictJson(32);

  @Test
  void anObjectOfEveryKindOfValueIsReadAsItIs() {
    var text =
        """
        {"a": "１２３ é \\ud83d\\ude00", "b": -12, "c": 12345678901, "d": 1.5, "e": [true, false, null, {}], "f": {"g": []}}
        """;
    assertEquals(new JsonObject(text), read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                      |    | NOT_JSON",
        "[]                    |    | NOT_JSON",
        "\"a\"                 |    | NOT_JSON",
        "{                     |    | NOT_JSON",
        "{} {}                 |    | NOT_JSON",
        "{}x                   |    | NOT_JSON",
        "{\"a\":1,}            |    | NOT_JSON",
        "{'a':1}               |    | NOT_JSON",
        "{\"a\":01}            |    | NOT_JSON",
        "{\"a\":NaN}           |    | NOT_JSON",
        "{\"a\":1 /* b */}     |    | NOT_JSON",
        "{\"a\":\"\t\"}        |    | NOT_JSON",
        "{\"a\":1,\"a\":1}     | /a | TWICE",
        "{\"a\":1,\"\\u0061\":2} | /a | TWICE",
        "{\"a\":[{\"b/~\":1,\"b/~\":1}]} | /a/0/b~1~0 | TWICE",
        "{\"a\":123456789012345678901} | /a | NUMBER_TOO_LONG",
        "{\"a\":99999999999999999999}  | /a | NUMBER_TOO_LONG",
        "{\"a\":1e999}         | /a | NUMBER_TOO_LONG",
        "{\"a\":\"\\u0000\"}   | /a | CHARACTER",
        "{\"a\":\"\\ud800\"}   | /a | CHARACTER",
        "{\"a\":\"\\ud800x\"}  | /a | CHARACTER",
        "{\"a\":\"\\udc00\"}   | /a | CHARACTER",
        "{\"\\u0000\":1}       |    | CHARACTER",
      })
  void whatIsNotStrictJsonIsRefusedAtItsPlace(String text, String pointer, Reason reason) {
    var error = refused((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
    assertEquals(reason, error.reason());
    assertEquals(pointer == null ? "" : pointer, error.pointer());
  }

  @Test
  void thirtyTwoLevelsAreReadAndThirtyThreeAreNot() {
    read("{\"a\":" + "[".repeat(31) + "]".repeat(31) + '}');
    var deep = "{\"a\":" + "[".repeat(32) + "]".repeat(32) + '}';
    assertEquals(Reason.TOO_DEEP, refused(deep.getBytes(StandardCharsets.UTF_8)).reason());
    var unclosed = "{\"a\":" + "[".repeat(16_000);
    assertEquals(Reason.TOO_DEEP, refused(unclosed.getBytes(StandardCharsets.UTF_8)).reason());
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    assertEquals(Reason.NOT_UTF8, refused(new byte[] {'{', '"', (byte) 0xff, '"', '}'}).reason());
    assertEquals(
        Reason.NOT_UTF8, refused(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"'}).reason());
    assertEquals(
        Reason.NOT_JSON, refused("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE)).reason());
  }

  @Test
  void longNamesAreRefusedWithoutBeingRepeated() {
    var error = refused(("{\"" + "a".repeat(65) + "\":1}").getBytes(StandardCharsets.UTF_8));
    assertEquals(new FieldError(FieldError.In.BODY, "", Reason.NAME_TOO_LONG, "64"), error);
  }

  @Test
  void damagedJsonIsReadOrRefusedButNeverFails() {
    long seed = 20261121;
    var random = new Random(seed);
    var good = "{\"code\":\"492039\",\"n\":[1,-2.5e3,{\"x\":null}],\"u\":\"\\u3042あ\"}";
    for (int i = 0; i < 100_000; i++) {
      var bytes = good.getBytes(StandardCharsets.UTF_8);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      JSON.read(bytes);
    }
  }

  private static JsonObject read(String text) {
    return assertInstanceOf(
            StrictJson.Outcome.Read.class, JSON.read(text.getBytes(StandardCharsets.UTF_8)))
        .object();
  }

  private static FieldError refused(byte[] bytes) {
    return assertInstanceOf(StrictJson.Outcome.Refused.class, JSON.read(bytes)).error();
  }
}
