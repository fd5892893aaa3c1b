package dev.kagimori.proof;

import dev.kagimori.audit.Source;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.PskcWriter;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.seedfile.TransportKey;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One institution of its own: hot groups that everyone fights over, and cold users. */
final class Round {
  /**
   * How many there are.
   *
   * @param users in each group, like {@code fobs}
   * @param cold users with two fobs each, who disturb nobody
   */
  record Size(int groups, int users, int fobs, int cold) {}

  static final Size USUAL = new Size(4, 2, 4, 150);
  static final String CONTRACT = "c-1";

  private static final Source SETUP = new Source("staff", "127.0.0.1", Ledger.SETUP);

  final Bank bank;
  final String institution;
  final String key;
  final List<Group> hot;
  final List<Group> cold;
  final History history = new History();
  private final Map<Integer, Long> waiting = new ConcurrentHashMap<>();

  private Round(Bank bank, String institution, long seed, Size size) {
    bank.time.set(Bank.BEGIN); // no business day ends in a round
    this.bank = bank;
    this.institution = institution;
    Institutions.put(bank.pool, institution, terms(), Instant.EPOCH);
    key =
        Secrets.apiKey(
            ApiKeys.add(bank.pool, institution, "web", bank.time.instant()).orElseThrow());
    var fobs = fobs(size.groups * size.fobs + 2 * size.cold, new Random(seed));
    fobs.forEach(fob -> Secrets.seed(Objects.requireNonNull(fob.seed()).reveal()));
    deliver(fobs);
    hot =
        IntStream.range(0, size.groups)
            .mapToObj(g ->
                new Group(
                    IntStream.range(0, size.users).mapToObj(u -> "h" + g + "-" + u).toList(),
                    fobs.subList(g * size.fobs, (g + 1) * size.fobs)))
            .toList();
    cold =
        IntStream.range(0, size.cold)
            .mapToObj(n -> {
              int first = size.groups * size.fobs + 2 * n;
              return new Group(List.of("c" + n), fobs.subList(first, first + 2));
            })
            .toList();
    addUsers();
  }

  /** Makes it known to the database; nothing is broken meanwhile. */
  static Round setUp(Bank bank, String institution, long seed, Size size) {
    return new Round(bank, institution, seed, size);
  }

  /** Somebody has sent a right code. */
  void waits(int op, long step) {
    waiting.put(op, step);
  }

  void waitsNoMore(int op) {
    waiting.remove(op);
  }

  /**
   * A right code that was sent a step ago has no answer yet. Time does not go on then: what is late
   * by two steps would be refused, and rightly, and nobody could tell it from a mistake.
   */
  boolean isWaitedFor() {
    long step = bank.time.step();
    return waiting.values().stream().anyMatch(sent -> sent < step);
  }

  List<Group> groups() {
    return Stream.concat(hot.stream(), cold.stream()).toList();
  }

  /** Anyone may start any fob that nobody has, also again. */
  private static JsonObject terms() {
    return TermsFile.shipped("minato")
        .put("allocationRequired", false)
        .put("fobReuse", "FREELY")
        .put("wrongCodesMax", State.TRIES)
        .put("failedStartsMax", State.STARTS)
        .put("failedStartsADay", State.STARTS_A_DAY);
  }

  /** Their quartzes are perfect, so that what is judged is the service alone. */
  private static List<Fob> fobs(int count, Random random) {
    return Fobs.random(count, Make.SIX_DIGITS, random, Instant.EPOCH).stream()
        .map(fob ->
            Fob.builder(fob.serial())
                .seed(Objects.requireNonNull(fob.seed()))
                .rule(Objects.requireNonNull(fob.rule()))
                .quartz(Quartz.PERFECT)
                .build())
        .toList();
  }

  private void deliver(List<Fob> fobs) {
    try {
      var file = Files.createTempFile("delivery", ".xml");
      PskcWriter.write(file, fobs.stream().map(fob -> PskcKey.of(fob, null)).toList());
      var order = ImportOrder.of(institution, String.valueOf(file.getFileName()));
      ImportOutcome outcome;
      try (var in = Files.newInputStream(file);
          var none = TransportKey.none()) {
        outcome =
            new Import(bank.pool, bank.keyring, bank.terms, new CompositeMeterRegistry())
                .run(order, in, none, SETUP, bank.time, Progress.NONE);
      }
      Files.delete(file);
      if (!(outcome instanceof ImportOutcome.Ended(var report))
          || report.end() != ImportReport.End.COMPLETE)
        throw new AssertionError("the delivery was not taken: " + outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addUsers() {
    var users = groups().stream().flatMap(group -> group.users.stream()).toList();
    bank.pool
        .preparedQuery(
            "INSERT INTO contract (institution, contract, kind) VALUES ($1, $2, 'BUSINESS')")
        .execute(Tuple.of(institution, CONTRACT))
        .await();
    bank.pool
        .preparedQuery(
            """
            INSERT INTO customer (institution, contract, user_id, role)
            SELECT $1, $2, u, 'GENERAL' FROM unnest($3::text[]) u
            """)
        .execute(
            Tuple.tuple()
                .addString(institution)
                .addString(CONTRACT)
                .addArrayOfString(users.toArray(String[]::new)))
        .await();
  }
}
