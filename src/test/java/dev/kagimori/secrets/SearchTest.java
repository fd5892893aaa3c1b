package dev.kagimori.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final Random RANDOM = new Random(20_261_121);

  private static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static int found(Search search) {
    return search.finds().size();
  }

  private static Search of(List<Needle> needles) {
    return new Search(needles);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** As {@code base32} of coreutils prints the bytes 0 to 19. */
  private static final String BASE32_OF_COUNTING = "AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT";

  @Test
  void everySpellingOfASeedIsFound() {
    var seed = new byte[20];
    for (int i = 0; i < seed.length; i++) seed[i] = (byte) i;
    var hex = HexFormat.of().formatHex(seed);
    for (var spelling :
        List.of(
            text(seed),
            hex,
            hex.toUpperCase(Locale.ROOT),
            "\\x" + hex,
            Arrays.toString(seed),
            BASE32_OF_COUNTING,
            BASE32_OF_COUNTING.toLowerCase(Locale.ROOT) + "======",
            Base64.getEncoder().encodeToString(seed),
            Base64.getUrlEncoder().withoutPadding().encodeToString(seed))) {
      var search = of(Spellings.of("seed", seed));
      search.bytes("here", ("x" + spelling + "x").getBytes(StandardCharsets.ISO_8859_1));
      assertFalse(search.finds().isEmpty(), spelling);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20, 32, 64})
  void insideSomethingLongerABase64OrHexSpellingIsFoundToo(int length) {
    for (int before = 0; before < 12; before++) {
      var seed = random(length);
      var longer = new ByteArrayOutputStream();
      longer.writeBytes(random(before));
      longer.writeBytes(seed);
      longer.writeBytes(random(7));
      for (var spelling :
          List.of(
              Base64.getEncoder().encodeToString(longer.toByteArray()),
              Base64.getUrlEncoder().encodeToString(longer.toByteArray()),
              HexFormat.of().formatHex(longer.toByteArray()))) {
        var search = of(Spellings.of("seed", seed));
        search.text("here", spelling);
        assertEquals(1, found(search), before + " bytes before");
      }
    }
  }

  @Test
  void ofTenThousandSeedsTheOneThatIsThereIsFoundAndNothingElse() {
    var needles = new ArrayList<Needle>();
    for (int n = 0; n < 10_000; n++) needles.addAll(Spellings.of("seed", random(20)));
    var planted = random(20);
    needles.addAll(Spellings.of("planted", planted));
    var hay = random(20_000_000);
    System.arraycopy(planted, 0, hay, hay.length - planted.length, planted.length);
    var search = of(needles);
    search.bytes("hay", hay);
    assertEquals(
        List.of("planted raw"), search.finds().stream().map(f -> f.needle().kind()).toList());
    assertEquals(hay.length - planted.length, search.finds().getFirst().offset());
  }

  private static int codesIn(String text, boolean alone) {
    var search =
        of(List.of(new Needle("code", "492039".getBytes(StandardCharsets.US_ASCII), alone)));
    search.text("here", text);
    return found(search);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "492039",
        "{\"code\":\"492039\"}",
        "code=492039&serial=GM1",
        "verify: 492039.",
        "「492039」",
        "the code 492039, typed",
        "/verify/492039",
        "code:492039",
        "(1,492039,ok)"
      })
  void aCodeThatStandsAloneIsFound(String text) {
    assertEquals(1, codesIn(text, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4920391",
        "1492039",
        "a492039",
        "492039f0",
        "12:00:00.492039",
        "492039.17",
        "0.492039"
      })
  void aCodeThatIsPartOfANumberOrWordCountsOnlyWhereEverythingDoes(String text) {
    assertEquals(0, codesIn(text, true));
    assertEquals(1, codesIn(text, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.netty.handler.ssl.OperationImpl@492039",
        "took dev.kagimori.stock.Rack$Slot@492039, freed",
        "dev.kagimori.otp.Door$$Lambda/0x00007f3a1c0a2b58@492039",
        "[B@492039",
        "[[I@492039",
        "[Ljava.lang.String;@492039"
      })
  void theHashOfAnObjectThatLooksLikeACodeIsNone(String text) {
    assertEquals(0, codesIn(text, true));
    assertEquals(1, codesIn(text, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@492039",
        "hanako@492039",
        "code@492039",
        "Code@492039",
        "example.jp@492039",
        "dev.kagimori.otp.Door@f,492039",
        "dev.kagimori.otp.Door@ 492039",
        "dev.kagimori.otp.Door 492039"
      })
  void aCodeBehindAnythingElseIsFound(String text) {
    assertEquals(1, codesIn(text, true));
  }

  @Test
  void whatIsToldOfAFindIsNotTheSecret() {
    var search =
        of(
            List.of(
                new Needle(
                    "API key", "very-secret-key".getBytes(StandardCharsets.US_ASCII), false)));
    search.text("the log", "Authorization: Bearer very-secret-key and so on");
    var told = search.finds().toString();
    assertFalse(told.contains("very-secret-key"), told);
    assertEquals(
        "[the log at 22: API key, 15 bytes in «Authorization: Bearer *** and so on»]", told);
  }
}
