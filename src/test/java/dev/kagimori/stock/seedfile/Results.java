package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What came of reading a file. */
record Results(List<SeedResult> all) {
  static Results of(byte[] file, TransportKey key) {
    var results = new ArrayList<SeedResult>();
    try (key) {
      SeedFile.read(new ByteArrayInputStream(file), key, SeedFileLimits.usual(), results::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Results(results);
  }

  static Results of(String file) {
    return of(file.getBytes(StandardCharsets.UTF_8), TransportKey.none());
  }

  /** The only result. */
  SeedRecord record() {
    assertEquals(1, all.size(), all.toString());
    return record(0);
  }

  SeedRecord record(int at) {
    return assertInstanceOf(SeedResult.Usable.class, all.get(at), all.toString()).record();
  }

  SeedProblem unusable(int at) {
    var result = assertInstanceOf(SeedResult.Unusable.class, all.get(at), all.toString());
    return checked(result.problem());
  }

  /** The last result. */
  SeedProblem broken() {
    var result = assertInstanceOf(SeedResult.Broken.class, all.getLast(), all.toString());
    return checked(result.problem());
  }

  void broken(Reason reason, String field) {
    assertEquals(reason + " " + field, broken().reason() + " " + broken().field(), all.toString());
  }

  private static SeedProblem checked(SeedProblem problem) {
    assertFalse(problem.ja().isEmpty() || problem.en().isEmpty() || problem.field().isEmpty());
    return problem;
  }
}
