package dev.kagimori.demo;

import dev.kagimori.audit.Source;
import dev.kagimori.database.CannotStart;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.database.Tx;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.staff.Accounts;
import dev.kagimori.staff.Role;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.intake.Rejection;
import dev.kagimori.stock.seedfile.TransportKey;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The institutions as their administrators set them up. Each part is done where it is missing, so
 * that a set-up that was cut short goes on with the next start.
 */
final class Bank {
  private static final PoolSettings FEW = PoolSettings.usual().withSize(2, 4);

  private static final String HAS_FOBS = "SELECT EXISTS (SELECT FROM token WHERE institution = $1)";

  private final Home home;
  private final Pool pool;
  private final Changes changes;

  private Bank(Home home, Pool pool, Changes changes) {
    this.home = home;
    this.pool = pool;
    this.changes = changes;
  }

  /**
   * Sets up what is missing.
   *
   * @return the keys of each
   * @throws CannotStart where the directory and the database do not belong together
   */
  static Map<Tenant, Keys> setUp(Home home, DatabaseUri database) throws IOException {
    var vertx = Vertx.vertx();
    try {
      var pool = Database.open(vertx, database, FEW);
      try (var changes = Changes.listen(vertx, database)) {
        return new Bank(home, pool, changes).setUp();
      } finally {
        pool.close().await();
      }
    } finally {
      vertx.close().await();
    }
  }

  private Map<Tenant, Keys> setUp() throws IOException {
    for (var tenant : Tenant.ALL) terms(tenant);
    deliver(Tenant.MINATO, home.delivery());
    deliver(Tenant.KITAHAMA, home.deliveryKitahama());
    var book = KeyBook.open(home);
    var keys = new HashMap<Tenant, Keys>();
    for (var tenant : Tenant.ALL) keys.put(tenant, keys(tenant.id(), book));
    book.save();
    return Map.copyOf(keys);
  }

  /** Terms of a version that had no mails yet give way; others stay as they were left. */
  private void terms(Tenant tenant) {
    var now = Clock.systemUTC().instant();
    Tx.in(
        pool,
        db -> {
          var bodies = TermsStore.bodies(db, tenant.id());
          var current = !bodies.isEmpty() && bodies.getLast().json().containsKey("mail");
          if (!current) Institutions.put(db, tenant.id(), tenant.terms(), now);
          return current;
        });
  }

  private boolean hasFobs(Tenant tenant) {
    return Tx.once(pool, HAS_FOBS, Tuple.of(tenant.id())).iterator().next().getBoolean(0);
  }

  private void deliver(Tenant tenant, Path file) throws IOException {
    if (hasFobs(tenant)) return;
    var clock = Clock.systemUTC();
    var keyring = Keyring.open(home.masterKey(), pool, clock);
    var terms = new TermsStore(pool, changes);
    var imports = new Import(pool, keyring, terms, new CompositeMeterRegistry());
    var source = new Source("demo", "127.0.0.1", "demo");
    var order = ImportOrder.of(tenant.id(), String.valueOf(file.getFileName()));
    try (var in = Files.newInputStream(file);
        var none = TransportKey.none()) {
      switch (imports.run(order, in, none, source, clock, Progress.NONE)) {
        case ImportOutcome.Ended(var report) -> {
          if (report.end() != ImportReport.End.COMPLETE)
            throw refused(file, told(report, Rejection::ja), told(report, Rejection::en));
        }
        case ImportOutcome.Refused(_, var ja, var en) -> throw refused(file, ja, en);
      }
    }
  }

  private static String told(ImportReport report, Function<Rejection, String> text) {
    return report.rejected().stream().map(text).distinct().collect(Collectors.joining("\n"));
  }

  private static CannotStart refused(Path file, String ja, String en) {
    return new CannotStart(
        "%s を取り込めません。ファイルを消して、もう一度実行してください。\n%s".formatted(file, ja),
        "%s was refused. Remove the file and start again.\n%s".formatted(file, en));
  }

  private Keys keys(String institution, KeyBook book) {
    var now = Clock.systemUTC().instant();
    var apiKey = book.apiKey(institution, name -> ApiKeys.add(pool, institution, name, now));
    var staff = new EnumMap<Role, String>(Role.class);
    for (var role : Role.values()) {
      var account = role.name().toLowerCase(Locale.ROOT).replace('_', '-');
      staff.put(
          role,
          book.staffKey(
              institution,
              account,
              name -> Accounts.add(pool, institution, name, Set.of(role), now)));
    }
    return new Keys(apiKey, Collections.unmodifiableMap(staff));
  }
}
