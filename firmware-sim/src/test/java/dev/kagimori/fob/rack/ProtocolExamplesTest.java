package dev.kagimori.fob.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Algorithm;
import dev.kagimori.fob.device.Climate;
import dev.kagimori.fob.device.CodeRule;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.line.Frame;
import dev.kagimori.fob.line.FrameDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md §7: the examples are one session, byte for byte")
class ProtocolExamplesTest {
  private static final Instant NOW = Instant.ofEpochSecond(59);
  private static final String SEED = "12345678901234567890123456789012";
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private static Seed seed(int length) {
    return Seed.of(SEED.substring(0, length).getBytes(StandardCharsets.US_ASCII));
  }

  private static RackAnswers rack() {
    var rack = new RackAnswers();
    rack.adjustable(true);
    rack.put(
        Fob.builder("8T41902ZQ7M3")
            .make(Make.TK8)
            .seed(seed(32))
            .quartz(new Quartz(Duration.ofMillis(1_250), 0, Climate.STEADY))
            .build());
    rack.put(
        Fob.builder("GM00000001")
            .make(Make.GM6)
            .rule(new CodeRule(6, 30, Algorithm.SHA1))
            .seed(seed(20))
            .build());
    rack.put(Fob.builder("SY00000007").label("Sayo Denshi", "SY-6").build());
    return rack;
  }

  private static Frame only(byte[] line) {
    var decoder = new FrameDecoder();
    Frame found = null;
    for (byte b : line) {
      var frame = decoder.take(b);
      if (frame != null) found = frame;
    }
    assertNotNull(found, "no good frame: " + HEX.formatHex(line));
    return found;
  }

  @Test
  void everyExampleIsWhatTheRackAnswers() throws IOException {
    var rack = rack();
    String request = "";
    int examples = 0;
    for (var line : Files.readAllLines(Path.of("PROTOCOL.md"))) {
      if (line.startsWith("> ")) request = line.substring(2);
      if (!line.startsWith("< ")) continue;
      byte[] bytes = HEX.parseHex(request.strip().toUpperCase(Locale.ROOT));
      assertEquals(request.strip(), HEX.formatHex(only(bytes).encode()));
      var answer = rack.answer(only(bytes), NOW);
      assertNotNull(answer);
      assertEquals(line.substring(2).strip(), HEX.formatHex(answer.encode()));
      examples++;
    }
    assertTrue(examples >= 24, examples + " examples");
  }
}
