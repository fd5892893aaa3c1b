package dev.kagimori.token;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.keyring.Sealed;
import dev.kagimori.keyring.UnwrappedKeys;
import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.otp.Seed;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a judgement costs beside HTTP and the database, on one core: the sealed seed is opened and
 * the window computed. A token in daily use has a window of four steps and its last step; one that
 * was never used has 42.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PurePartBenchmark {
  private static final String INSTITUTION = "0001";

  /** So many that no seed is met twice in a row, so few that they stay in the cache. */
  private static final int FOBS = 256;

  private record Shown(StoredToken stored, Seed seed, OneTimeCode code, OneTimeCode wrong) {}

  private final Terms terms = Fobs.terms(Map.of());
  private final UnwrappedKeys keys = new UnwrappedKeys(INSTITUTION);
  private final Keyring keyring = keys.keyring();
  private final Judge judge = new Judge(keyring);
  private final List<Shown> used = new ArrayList<>();
  private final List<Shown> fresh = new ArrayList<>();
  private int turn;

  @Setup
  public void issue() {
    var random = new SecureRandom();
    for (int i = 0; i < FOBS; i++) {
      var bytes = new byte[20];
      random.nextBytes(bytes);
      var seed = Seed.of(bytes);
      var serial = new SerialNumber("GM%08d".formatted(i));
      var token = Token.fresh(serial, Kind.HARDWARE, Fobs.TOTP, TokenState.IN_STOCK, null);
      var allocated = token.withState(TokenState.ALLOCATED, Fobs.HANAKO);
      fresh.add(shown(allocated, seed));
      used.add(
          shown(
              allocated
                  .accepted(Fobs.STEP - 100, Fobs.NOW.minusSeconds(3000))
                  .withState(TokenState.IN_USE, Fobs.HANAKO),
              seed));
    }
  }

  private Shown shown(Token token, Seed seed) {
    Sealed sealed = keyring.seal(INSTITUTION, token.serial().value(), seed);
    var code = Fobs.TOTP.code(seed, Fobs.STEP);
    var wrong = Fobs.TOTP.code(seed, Fobs.STEP + 1_000_000);
    return new Shown(new StoredToken(token, sealed), seed, code, wrong);
  }

  @TearDown
  public void close() {
    keys.close();
  }

  private Shown next(List<Shown> of) {
    return of.get(turn++ & (FOBS - 1));
  }

  @Benchmark
  public int openSeed() {
    var shown = next(used);
    try (var seed =
        keyring.open(INSTITUTION, shown.stored.token().serial().value(), shown.stored.seed())) {
      return seed.hashCode();
    }
  }

  @Benchmark
  public Decision windowOfRightCode() {
    var shown = next(used);
    var presented = new Presented(shown.code, null, shown.seed);
    return LifeCycle.decide(shown.stored.token(), new Command.Verify(presented), terms, Fobs.NOW);
  }

  @Benchmark
  public Decision verifyRightCode() {
    var shown = next(used);
    return judge.decide(
        INSTITUTION, shown.stored, shown.code, null, Command.Verify::new, terms, Fobs.NOW);
  }

  @Benchmark
  public Decision verifyWrongCode() {
    var shown = next(used);
    return judge.decide(
        INSTITUTION, shown.stored, shown.wrong, null, Command.Verify::new, terms, Fobs.NOW);
  }

  @Benchmark
  public Decision startOfUse() {
    var shown = next(fresh);
    return judge.decide(
        INSTITUTION,
        shown.stored,
        shown.code,
        null,
        presented -> new Command.Start(Fobs.HANAKO, presented),
        terms,
        Fobs.NOW);
  }
}
