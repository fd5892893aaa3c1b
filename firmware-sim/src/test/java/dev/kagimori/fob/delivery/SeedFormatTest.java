package dev.kagimori.fob.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.pskc.MacMethod;
import dev.kagimori.fob.pskc.Protection;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.TransportKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeedFormatTest {
  /** The key of RFC 6238's appendix B. */
  private static final Seed SEED =
      Seed.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

  private static String written(SeedFormat format) throws IOException {
    var first = Fob.builder("GM00000001").make(Make.GM6).seed(SEED).build();
    var second = Fob.builder("8TABCDEFGHIJ").make(Make.TK8).seed(SEED).build();
    var out = new ByteArrayOutputStream();
    format.write(out, List.of(PskcKey.of(first, null), PskcKey.of(second, null)), null);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void csvHasAHeaderAndALineAKey() throws IOException {
    assertEquals(
        """
        serial,secret_hex,step,digits,algorithm
        GM00000001,3132333435363738393031323334353637383930,30,6,SHA1
        8TABCDEFGHIJ,3132333435363738393031323334353637383930,60,8,SHA256
        """,
        written(SeedFormat.CSV));
  }

  @Test
  void otpauthHasAUriAKey() throws IOException {
    assertEquals(
        """
        otpauth://totp/Gaku%20Musen:GM00000001?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
        &issuer=Gaku%20Musen&algorithm=SHA1&digits=6&period=30
        otpauth://totp/Tsubame%20Keiki:8TABCDEFGHIJ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
        &issuer=Tsubame%20Keiki&algorithm=SHA256&digits=8&period=60
        """,
        written(SeedFormat.OTPAUTH));
  }

  @Test
  void whatCannotBeEncryptedIsNotWrittenInClear() {
    var key = TransportKey.preShared("k", new byte[16]);
    var protection = new Protection(key, MacMethod.SHA256, new Random(1));
    var out = new ByteArrayOutputStream();
    assertThrows(
        IllegalArgumentException.class, () -> SeedFormat.CSV.write(out, List.of(), protection));
    assertEquals(0, out.size());
  }
}
