package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.secrets.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PskcWriterTest {
  private static final List<Algorithm> ALGORITHMS =
      List.of(Algorithm.SHA1, Algorithm.SHA256, Algorithm.SHA512);

  private final PskcMaker make = new PskcMaker(1);

  static SeedRecord record(byte[] seed, String serial, Algorithm algorithm, int digits, int step) {
    return new SeedRecord(
        1,
        1,
        serial,
        "",
        "M & <Co>",
        "F1",
        Optional.of(algorithm),
        OptionalInt.of(digits),
        OptionalInt.of(step),
        Seed.of(seed),
        seed.length * 8,
        false,
        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
        Optional.of(Instant.parse("2031-01-01T00:00:00Z")),
        -2);
  }

  @Test
  void whatIsWrittenUnderAKeyIsReadAgain() throws Exception {
    var key = make.bytes(32);
    var out = new ByteArrayOutputStream();
    var writer = PskcWriter.preShared(out, key, "Transport 1");
    var lengths = new int[] {14, 16, 20, 32, 64, 128};
    var seeds = new byte[lengths.length][];
    for (var i = 0; i < lengths.length; i++) {
      seeds[i] = make.seed(lengths[i]);
      var algorithm = ALGORITHMS.get(i % 3);
      writer.add(record(seeds[i], "GM00000" + i, algorithm, i % 2 == 0 ? 6 : 8, 30 + i));
    }
    writer.finish();
    var results = Results.of(out.toByteArray(), TransportKey.preShared(key));
    assertEquals(lengths.length, results.all().size());
    for (var i = 0; i < lengths.length; i++) {
      var read = results.record(i);
      assertArrayEquals(seeds[i], read.seed().reveal());
      assertTrue(read.encrypted());
      assertEquals("GM00000" + i, read.serial());
      assertEquals("M & <Co>", read.manufacturer());
      assertEquals("F1", read.model());
      assertEquals(Optional.of(ALGORITHMS.get(i % 3)), read.algorithm());
      assertEquals(OptionalInt.of(i % 2 == 0 ? 6 : 8), read.digits());
      assertEquals(OptionalInt.of(30 + i), read.stepSeconds());
      assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), read.startDate());
      assertEquals(Optional.of(Instant.parse("2031-01-01T00:00:00Z")), read.expiryDate());
      assertEquals(-2, read.drift());
    }
  }

  @Test
  void whatIsWrittenUnderAPasswordIsReadAgainByWhoKnowsIt() throws Exception {
    var seed = make.seed(32);
    var out = new ByteArrayOutputStream();
    var password = "long and 長い".toCharArray();
    Secrets.password("long and 長い");
    var writer = PskcWriter.password(out, password);
    writer.add(record(seed, "GM1", Algorithm.SHA256, 8, 60));
    writer.finish();
    var read = Results.of(out.toByteArray(), TransportKey.password(password)).record();
    assertArrayEquals(seed, read.seed().reveal());
    var problem = Results.of(out.toByteArray(), TransportKey.password("x".toCharArray())).broken();
    assertFalse(problem.en().isEmpty());
  }

  @Test
  void aFileThatWasNotFinishedIsNone() throws Exception {
    var out = new ByteArrayOutputStream();
    var key = make.bytes(32);
    var writer = PskcWriter.preShared(out, key, "k");
    for (var i = 0; i < 300; i++)
      writer.add(record(make.seed(20), "GM" + i, Algorithm.SHA1, 6, 30));
    Results.of(out.toByteArray(), TransportKey.preShared(key)).broken();
  }

  @Test
  void keysOfAnotherLengthAndRecordsThatSayTooLittleAreRefused() throws IOException {
    var out = new ByteArrayOutputStream();
    assertThrows(
        IllegalArgumentException.class, () -> PskcWriter.preShared(out, make.bytes(16), "k"));
    var writer = PskcWriter.preShared(out, make.bytes(32), "k");
    var open = Results.of("serial,secret_hex\nGM1," + "abcd".repeat(10) + "\n").record();
    assertThrows(IllegalArgumentException.class, () -> writer.add(open));
    assertFalse(out.toString(StandardCharsets.UTF_8).contains("GM1"));
  }
}
