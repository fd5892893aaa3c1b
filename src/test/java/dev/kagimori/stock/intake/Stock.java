package dev.kagimori.stock.intake;

import dev.kagimori.audit.Source;
import dev.kagimori.keyring.Sealed;
import dev.kagimori.otp.Seed;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.stock.seedfile.TransportKey;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.RunningKagimori;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** An institution's stock, into which files are imported. */
final class Stock {
  private static final Source SOURCE = new Source("staff:hanako", "127.0.0.1", "import-it");

  final RunningKagimori kagimori;
  final String institution;
  final MeterRegistry meters = new SimpleMeterRegistry();

  Stock(RunningKagimori kagimori, JsonObject terms) {
    this.kagimori = kagimori;
    Institution added = kagimori.institution(terms);
    institution = added.id();
    Secrets.apiKey(added.apiKey());
  }

  ImportOrder order(String delivery, OnError onError) {
    return new ImportOrder(
        institution,
        delivery,
        "fobs.xml",
        "HQ",
        Optional.of("B-1"),
        onError,
        false,
        Optional.empty(),
        Optional.empty());
  }

  ImportOrder dryRun(OnError onError) {
    return new ImportOrder(
        institution,
        "dry",
        "fobs.xml",
        "HQ",
        Optional.empty(),
        onError,
        true,
        Optional.of("maker-key"),
        Optional.empty());
  }

  /** Position and reason of each. */
  static List<String> reasons(ImportReport report) {
    return report.rejected().stream().map(it -> it.position() + " " + it.reason()).toList();
  }

  ImportOutcome run(ImportOrder order, byte[] file) throws IOException {
    return run(order, new ByteArrayInputStream(file), Progress.NONE);
  }

  ImportOutcome run(ImportOrder order, InputStream file, Progress progress) throws IOException {
    try (var key = Maker.key()) {
      return run(order, file, key, progress);
    }
  }

  ImportOutcome run(ImportOrder order, InputStream file, TransportKey key, Progress progress)
      throws IOException {
    var backstage = kagimori.backstage();
    return new Import(backstage.pool(), backstage.keyring(), backstage.terms(), meters)
        .run(order, file, key, SOURCE, kagimori.time(), progress);
  }

  ImportReport ended(ImportOrder order, byte[] file) throws IOException {
    return switch (run(order, file)) {
      case ImportOutcome.Ended(var report) -> report;
      case ImportOutcome.Refused refused -> throw new AssertionError(refused);
    };
  }

  ImportOutcome.Reason refused(ImportOrder order, byte[] file) throws IOException {
    return switch (run(order, file)) {
      case ImportOutcome.Ended ended -> throw new AssertionError(ended);
      case ImportOutcome.Refused(var reason, _, _) -> reason;
    };
  }

  /** What the audit has of imports, oldest first. */
  List<String> audit() {
    return column(
        """
        SELECT concat_ws(' ', outcome, reason, details ->> 'delivery', details ->> 'read',
                         details ->> 'good', details ->> 'fobs', details ->> 'dryRun',
                         details ->> 'transportKey')
        FROM audit WHERE institution = $1 AND action = 'IMPORT' ORDER BY id
        """);
  }

  Imported imported(String delivery) {
    return Imports.find(kagimori.backstage().pool(), institution, delivery).orElseThrow();
  }

  long fobs() {
    return number("SELECT count(*) FROM token WHERE institution = $1");
  }

  /** Serial numbers, each with its seed as it opens. */
  boolean holdsSeedsOf(int from, int to) {
    var keyring = kagimori.backstage().keyring();
    keyring.load(institution);
    var rows = rows("SELECT serial, sealed_seed, key_version FROM token WHERE institution = $1");
    int found = 0;
    for (var row : rows) {
      var serial = row.getString(0);
      int number = Integer.parseInt(serial.substring(2));
      if (number < from || number >= to) return false;
      var sealed = new Sealed(row.getBuffer(1).getBytes(), row.getInteger(2));
      try (var seed = keyring.open(institution, serial, sealed);
          var made = Seed.of(Maker.seed(number))) {
        if (!seed.equals(made)) return false;
      }
      found++;
    }
    return found == to - from;
  }

  List<String> column(String sql) {
    return rows(sql).stream().map(row -> row.getString(0)).toList();
  }

  long number(String sql) {
    return rows(sql).getFirst().getLong(0);
  }

  private List<Row> rows(String sql) {
    var rows =
        kagimori.backstage().pool().preparedQuery(sql).execute(Tuple.of(institution)).await();
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
