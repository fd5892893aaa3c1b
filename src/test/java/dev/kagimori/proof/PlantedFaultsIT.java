package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proof that finds nothing is worth something only if it finds what is there. */
class PlantedFaultsIT {
  private static final int INSTANCES = 2;
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final int ACTS = 6;

  /** More than usual: most of what is planted shows in races alone. */
  private static final int VOLLEYS = 30;

  private static final int ROUNDS_MAX = 30;
  private static final long SEED = Long.getLong("proof.seed", 20_261_121);

  @TempDir private static Path directory;
  private static Postgres postgres;

  @BeforeAll
  static void startPostgres() {
    postgres = Postgres.start(directory.resolve("postgresql"));
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  /** An answer of 500 or a client that fails would show that something broke, and not what. */
  private static List<String> found(Proof proof) {
    return proof.figures().violations().stream()
        .filter(violation -> violation.matches("(?s)(I[1-7]:|no order).*"))
        .toList();
  }

  @Test
  void nothingIsFoundWhereNothingIsPlanted() {
    try (var bank = Bank.open(directory, postgres, INSTANCES, Optional.empty())) {
      var proof = new Proof(bank, SEED, VOLLEYS);
      for (int n = 0; n < 2; n++) proof.round(n, "none-" + n, proof.lineActs(n, ACTS), ROUND);
      assertEquals(List.of(), proof.figures().violations());
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFound(Mutant mutant) {
    var name = mutant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    var changed = directory.resolve(name);
    mutant.write(changed);
    long begin = System.nanoTime();
    try (var bank = Bank.open(directory, postgres, INSTANCES, Optional.of(changed))) {
      var proof = new Proof(bank, SEED, VOLLEYS);
      for (int n = 0; n < ROUNDS_MAX && found(proof).isEmpty(); n++)
        proof.round(n, name + "-" + n, proof.lineActs(n, ACTS), ROUND);
      var found = found(proof);
      assertFalse(found.isEmpty(), mutant + " was not found; " + proof.figures().text(SEED));
      System.out.printf(
          "%s found after %.0f s, by %s: %s%n",
          mutant,
          (System.nanoTime() - begin) / 1e9,
          found.stream()
              .map(what -> what.split("[: ]", 2)[0])
              .collect(Collectors.toCollection(TreeSet::new)),
          found.getFirst().lines().findFirst().orElse(""));
    }
  }
}
