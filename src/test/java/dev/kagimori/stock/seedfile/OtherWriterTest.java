package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kagimori.secrets.Secrets;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted files that another program wrote, with another library. */
class OtherWriterTest {
  private static final String KEY =
      "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
  private static final byte[] SEED = Base64.getDecoder().decode(PskcText.SECRET);

  @ParameterizedTest
  @CsvSource({"aes128-gcm,16", "aes192-gcm,24", "aes256-gcm,32", "tripledes-cbc,24"})
  void theirFilesAreOpened(String cipher, int bytes) throws IOException {
    var key = HexFormat.of().parseHex(KEY.substring(0, 2 * bytes));
    Secrets.seed(key);
    try (var in = OtherWriterTest.class.getResourceAsStream("/pskc/" + cipher + ".xml")) {
      var file = Objects.requireNonNull(in).readAllBytes();
      var record = Results.of(file, TransportKey.preShared(key)).record();
      assertArrayEquals(SEED, record.seed().reveal());
    }
  }
}
