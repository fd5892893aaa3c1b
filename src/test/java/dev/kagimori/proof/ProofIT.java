package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofIT {
  private static final int INSTANCES = 3;
  private static final Duration ROUND = Duration.ofSeconds(20);
  private static final int ACTS = 18;

  /** Of each operation that changes who has what, so many have to succeed. */
  private static final int LEAST = 5;

  /** {@code -Dproof.minutes=20 -Dproof.seed=7} for more than the short form. */
  private static final Duration LENGTH =
      Duration.ofSeconds(
          Math.round(60 * Double.parseDouble(System.getProperty("proof.minutes", "1"))));

  /** A slow machine is given so many times as long to see enough of each act. */
  private static final int PATIENCE = 4;

  private static final List<Kind> SEEN =
      List.of(Kind.START, Kind.COMPLETE_EXCHANGE, Kind.STOP, Kind.UNLOCK);

  private static final long SEED = Long.getLong("proof.seed", 20_261_121);

  @Test
  void nothingIsAcceptedTwiceAndNothingAcknowledgedIsLostWhateverBreaks(@TempDir Path directory) {
    long begin = System.nanoTime();
    try (var postgres = Postgres.start(directory.resolve("postgresql"));
        var bank = Bank.open(directory, postgres, INSTANCES, Optional.empty())) {
      var proof = new Proof(bank, SEED);
      for (int round = 0; goesOn(proof.figures(), System.nanoTime() - begin); round++) {
        proof.round(round, "round-" + round, proof.acts(round, ACTS), ROUND);
        if (!proof.figures().violations().isEmpty()) break;
      }
      var text = proof.figures().text(SEED);
      System.out.println(text);
      proof.figures().violations().forEach(System.out::println);
      assertEquals(List.of(), proof.figures().violations(), text);
      assertEquals(0, proof.figures().undecided(), text);
      assertTrue(hasSeenEnough(proof.figures()), text);
      assertTrue(proof.figures().okShare() >= 0.3, text);
      assertTrue(proof.figures().unknownShare() >= 0.01, text);
    }
  }

  private static boolean goesOn(Figures figures, long nanos) {
    return nanos < LENGTH.toNanos()
        || (!hasSeenEnough(figures) && nanos < PATIENCE * LENGTH.toNanos());
  }

  private static boolean hasSeenEnough(Figures figures) {
    return SEEN.stream().allMatch(kind -> figures.count(kind, "DONE") >= LEAST);
  }
}
