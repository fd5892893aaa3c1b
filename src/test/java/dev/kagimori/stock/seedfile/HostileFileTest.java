package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody has to trust. */
class HostileFileTest {
  private static final int RECORDS = 8;

  private final PskcMaker make = new PskcMaker(4);
  private final byte[] key = make.bytes(32);
  private final Map<String, Seed> seeds = new HashMap<>();

  private byte[] pskc() throws Exception {
    var out = new ByteArrayOutputStream();
    var writer = PskcWriter.preShared(out, key, "k");
    for (var i = 0; i < RECORDS; i++) {
      var seed = make.seed(20);
      seeds.put("GM00000" + i, Seed.of(seed));
      writer.add(PskcWriterTest.record(seed, "GM00000" + i, Algorithm.SHA1, 6, 30));
    }
    writer.finish();
    return out.toByteArray();
  }

  private byte[] csv() {
    var text = new StringBuilder("serial,secret,digits,step\n");
    for (var i = 0; i < RECORDS; i++)
      text.append("GM")
          .append(i)
          .append(',')
          .append(HexFormat.of().formatHex(make.seed(20)))
          .append(",6,60\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Flips, cuts, doubles, deletes or overwrites a part. */
  private static byte[] mutate(byte[] file, Random random) {
    var at = random.nextInt(file.length);
    var length = Math.min(file.length - at, 1 + random.nextInt(200));
    var changed = file.clone();
    switch (random.nextInt(5)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed = Arrays.copyOf(file, at);
      case 2 ->
          changed =
              PskcMaker.joined(
                  Arrays.copyOf(file, at + length), Arrays.copyOfRange(file, at, file.length));
      case 3 ->
          changed =
              PskcMaker.joined(
                  Arrays.copyOf(file, at), Arrays.copyOfRange(file, at + length, file.length));
      default -> {
        for (var i = at; i < at + length; i++) changed[i] = (byte) random.nextInt(256);
      }
    }
    return changed;
  }

  @Test
  void noMutationOfAnEncryptedFileGivesAnotherSeedOrAnythingButResults() throws Exception {
    var file = pskc();
    var known = seeds.values();
    var random = new Random(41);
    for (var i = 0; i < 1_000; i++) {
      var changed = mutate(file, random);
      var results = Results.of(changed, TransportKey.preShared(key)).all();
      assertTrue(results.size() <= 2 * RECORDS + 1, "mutation " + i);
      for (var result : results)
        if (result instanceof SeedResult.Usable(var record))
          assertTrue(known.contains(record.seed()), "mutation " + i);
    }
  }

  @Test
  void noMutationOfACsvFileGivesAnythingButResults() {
    var file = csv();
    var random = new Random(42);
    for (var i = 0; i < 1_000; i++) {
      var results = Results.of(mutate(file, random), TransportKey.none()).all();
      assertTrue(!results.isEmpty() && results.size() <= 3 * RECORDS, "mutation " + i);
      for (var at = 0; at < results.size() - 1; at++)
        assertTrue(!(results.get(at) instanceof SeedResult.Broken), "mutation " + i);
    }
  }

  @Test
  void noMutationOfUrisGivesAnythingButResults() {
    var file =
        "otpauth://totp/M:GM1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=6\n"
            .repeat(RECORDS)
            .getBytes(StandardCharsets.UTF_8);
    var random = new Random(43);
    for (var i = 0; i < 1_000; i++)
      assertTrue(Results.of(mutate(file, random), TransportKey.none()).all().size() <= 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PskcMaker.HEAD + "<KeyPackage><DeviceInfo><SerialNo>",
        PskcMaker.HEAD + "<KeyPackage><DeviceInfo><Extensions>",
        PskcMaker.HEAD + "<KeyPackage><Key Id=\"",
        PskcMaker.HEAD + "<!--",
        PskcMaker.HEAD + "<EncryptionKey><ds:X509Data><ds:X509Certificate>",
        PskcMaker.HEAD + "<",
        "<",
        "serial,secret\n",
        "serial,secret\n\"",
        "otpauth://totp/",
        "",
      })
  void aGigabyteOfOneElementIsRefusedAtTheBound(String begin) throws Exception {
    var endless = new Endless(begin, 1_000_000_000);
    var last = new SeedResult[1];
    var begun = System.nanoTime();
    SeedFile.read(endless, TransportKey.none(), SeedFileLimits.usual(), result -> last[0] = result);
    var took = Duration.ofNanos(System.nanoTime() - begun);
    assertInstanceOf(SeedResult.Broken.class, last[0]);
    assertTrue(endless.given < 1_000_000, begin + ": " + endless.given);
    assertTrue(took.toMillis() < 1_000, took.toString());
  }

  @Test
  void aFileAtItsBoundIsRefusedThere() throws Exception {
    var last = new SeedResult[1];
    SeedFile.read(
        new ByteArrayInputStream(pskc()),
        TransportKey.preShared(key),
        new SeedFileLimits(3_000, 100),
        result -> last[0] = result);
    var problem = assertInstanceOf(SeedResult.Broken.class, last[0]).problem();
    assertEquals(Reason.TOO_LARGE, problem.reason());
  }

  /** A beginning, and then one letter for ever. */
  private static final class Endless extends InputStream {
    private final byte[] begin;
    private final long length;
    private long given;

    Endless(String begin, long length) {
      this.begin = begin.getBytes(StandardCharsets.UTF_8);
      this.length = length;
    }

    @Override
    public int read() {
      if (given >= length) return -1;
      var at = given++;
      return at < begin.length ? begin[(int) at] : 'a';
    }

    @Override
    public int read(byte[] into, int offset, int count) {
      var at = 0;
      while (at < count && given < length) into[offset + at++] = (byte) read();
      return at == 0 ? -1 : at;
    }
  }
}
