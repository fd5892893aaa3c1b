package dev.kagimori.stock.campaign;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Database;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.mail.Language;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;

/** A bank whose customers and fobs are rows: none of them shows a code. */
final class Town implements AutoCloseable {
  static final Source KEEPER = new Source("staff:keeper", "127.0.0.1", "town");
  static final Duration LONG = Duration.ofMinutes(5);

  /** Who uses a fob of make GM. */
  static final Whom GM = new Whom("GM", null, null, null, null, null, null);

  private static final String CONTRACTS =
      """
      INSERT INTO contract (institution, contract, kind)
      SELECT $1, 'c-' || to_char(n, 'FM0000000'), 'PERSONAL' FROM generate_series(1, $2::int) n
      """;

  private static final String USERS =
      """
      INSERT INTO customer (institution, contract, user_id, role)
      SELECT $1, 'c-' || to_char(n, 'FM0000000'), 'user', 'PERSONAL'
      FROM generate_series(1, $2::int) n
      """;

  /** In use, in an order of their own. */
  private static final String OLD =
      """
      INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                         key_version, state, owner_contract, owner_user, delivered_at, branch,
                         make)
      SELECT $1, 'GM' || to_char((n * 7919::bigint) % 10000000, 'FM00000000'), 'HARDWARE', 'SHA1',
        6, 30, decode(repeat('00', 48), 'hex'), 1, 'IN_USE', 'c-' || to_char(n, 'FM0000000'),
        'user', $3, 'HQ', 'GM'
      FROM generate_series(1, $2::int) n
      """;

  private static final String REGISTRATIONS =
      """
      INSERT INTO registration (institution, registration, contract, user_id, serial, login_otp,
                                opened_at)
      SELECT institution, gen_random_uuid(), owner_contract, owner_user, serial, true, $2
      FROM token WHERE institution = $1 AND state = 'IN_USE'
      """;

  private static final String NEW =
      """
      INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                         key_version, state, delivered_at, branch, make)
      SELECT $1, 'SY' || to_char($3::int + n, 'FM00000000'), 'HARDWARE', 'SHA256', 6, 30,
        decode(repeat('00', 48), 'hex'), 1, 'IN_STOCK', $4, 'HQ', 'SY'
      FROM generate_series(1, $2::int) n
      """;

  final RunningKagimori kagimori;
  private final Vertx vertx = Vertx.vertx();
  private final Pool rows;

  private Town(RunningKagimori kagimori) {
    this.kagimori = kagimori;
    rows = Database.open(vertx, kagimori.backstage().database().owner());
  }

  static Town open(Path directory) {
    return new Town(RunningKagimori.start(directory, 1));
  }

  Pool pool() {
    return kagimori.backstage().pool();
  }

  TermsStore terms() {
    return kagimori.backstage().terms();
  }

  Instant now() {
    return kagimori.time().instant();
  }

  /** A bank with so many users, each with a fob GM in use since two years before. */
  Institution bank(String id, int users) {
    return bank(id, users, new JsonObject());
  }

  Institution bank(String id, int users, JsonObject otherTerms) {
    var bank = kagimori.institution(id, otherTerms);
    kagimori.backstage().keyring().load(id);
    var since = now().minus(Duration.ofDays(730)).atOffset(java.time.ZoneOffset.UTC);
    run(CONTRACTS, Tuple.of(id, users));
    run(USERS, Tuple.of(id, users));
    run(OLD, Tuple.of(id, users, since));
    run(REGISTRATIONS, Tuple.of(id, since));
    return bank;
  }

  /** Fobs SY in stock, numbered behind a number. */
  void stock(String bank, int fobs, int after) {
    var now = now().atOffset(java.time.ZoneOffset.UTC);
    run(NEW, Tuple.of(bank, fobs, after, now));
  }

  /** Swaps all fobs GM for fobs SY. */
  Campaign campaign(String bank, String name) {
    return campaign(bank, name, GM);
  }

  Campaign campaign(String bank, String name, Whom whom) {
    var plan =
        new Plan(
            name, whom, List.of("SY"), "HQ", LocalDate.of(2027, 3, 31), List.of(14), Language.JA);
    var made =
        Tx.in(pool(), LONG, db -> new Making(terms()).make(db, bank, plan, KEEPER, now(), LONG));
    if (made instanceof Making.Made.Done(Campaign campaign)) return campaign;
    throw new AssertionError("not made: " + made);
  }

  Order order(Campaign campaign) {
    return new Order(campaign.institution(), campaign.number(), KEEPER, now());
  }

  boolean exists(String bank) {
    return Tx.reading(pool(), db -> Institutions.exists(db, bank));
  }

  /** As the owner of the schema, in any time it takes. */
  void run(String sql, Tuple values) {
    Tx.in(
        rows,
        LONG,
        db -> {
          db.query("SET LOCAL statement_timeout = 0").execute().await();
          return db.preparedQuery(sql).execute(values).await();
        });
  }

  void vacuum() {
    rows.query("SET statement_timeout = 0").execute().await();
    rows.query("VACUUM ANALYZE").execute().await();
  }

  List<String> column(String sql, Tuple values) {
    return Tx.in(
        rows,
        LONG,
        db -> {
          db.query("SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = on")
              .execute()
              .await();
          db.query("SET LOCAL plan_cache_mode = force_custom_plan").execute().await();
          var found = db.preparedQuery(sql).execute(values).await();
          return StreamSupport.stream(found.spliterator(), false)
              .map(row -> String.valueOf(row.getValue(0)))
              .toList();
        });
  }

  @Override
  public void close() {
    rows.close().await();
    vertx.close().await();
    kagimori.close();
  }
}
