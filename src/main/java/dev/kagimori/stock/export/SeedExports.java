package dev.kagimori.stock.export;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.transport.KeyValue;
import dev.kagimori.stock.transport.LaidKey;
import dev.kagimori.stock.transport.TransportKeys;
import dev.kagimori.stock.transport.TransportKeys.Asked;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Seeds for another system: one account asks, a second one approves, and a key that a third way
 * brought, laid down by another account than the first, closes them. They are fetched once.
 */
public final class SeedExports {
  /** From the approval on. */
  public static final Duration TO_FETCH = Duration.ofHours(1);

  private static final String DELIVERY =
      "SELECT 1 FROM delivery WHERE institution = $1 AND name = $2";

  /** Read from the counts: no index is by make. */
  private static final String MAKE =
      """
      SELECT 1 FROM token_count WHERE institution = $1 AND make = $2
      UNION ALL SELECT 1 FROM token_count_delta WHERE institution = $1 AND make = $2 LIMIT 1
      """;

  private static final String NO_TOKEN =
      """
      SELECT a.serial FROM unnest($2::text[]) AS a (serial)
      WHERE NOT EXISTS (SELECT FROM token WHERE institution = $1 AND serial = a.serial) LIMIT 1
      """;

  private static final String GRANT =
      """
      INSERT INTO seed_export (institution, approval, asked_by, wanted, key, until)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

  private static final String CLAIM =
      """
      UPDATE seed_export SET fetched_at = $4
      WHERE institution = $1 AND approval = $2 AND asked_by = $3 AND fetched_at IS NULL
        AND until > $4
      RETURNING wanted, key
      """;

  private static final String WHY_NOT =
      """
      SELECT fetched_at FROM seed_export WHERE institution = $1 AND approval = $2 AND asked_by = $3
      """;

  private final Pool pool;
  private final TransportKeys keys;
  private final SeedWriting writing;

  public SeedExports(Pool pool, Keyring keyring) {
    this.pool = pool;
    keys = new TransportKeys(keyring);
    writing = new SeedWriting(pool, keyring);
  }

  /** Whether it may be asked for. */
  public sealed interface Check {
    record Fits(UUID key) implements Check {}

    /** No such key, or it was used. */
    record NoKey() implements Check {}

    /** Who asks laid the key down. */
    record OwnKey() implements Check {}

    /** No key that seeds may leave under. */
    record WeakKey() implements Check {}

    record NoDelivery() implements Check {}

    /** There is no token of this make. */
    record NoMake() implements Check {}

    /** There is no such token. */
    record NoToken(String serial) implements Check {}
  }

  /**
   * Judges a request.
   *
   * @param askedBy an account
   */
  public Check check(
      SqlClient db,
      String institution,
      SeedFilter wanted,
      String transportKey,
      String askedBy,
      Instant now) {
    if (wanted.delivery().isPresent()) {
      var values = Tuple.of(institution, wanted.delivery().get());
      if (db.preparedQuery(DELIVERY).execute(values).await().size() == 0)
        return new Check.NoDelivery();
    }
    if (wanted.make().isPresent()) {
      var values = Tuple.of(institution, wanted.make().get());
      if (db.preparedQuery(MAKE).execute(values).await().size() == 0) return new Check.NoMake();
    }
    var serials =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(wanted.serials().toArray(String[]::new));
    for (var row : db.preparedQuery(NO_TOKEN).execute(serials).await())
      return new Check.NoToken(row.getString("serial"));
    return switch (keys.look(db, institution, transportKey, askedBy, now)) {
      case Asked.Unknown() -> new Check.NoKey();
      case Asked.Own() -> new Check.OwnKey();
      case Asked.Given(LaidKey key, KeyValue value) -> {
        try (value) {
          yield value.isForExport() ? new Check.Fits(key.key()) : new Check.WeakKey();
        }
      }
    };
  }

  /** Lets who asked fetch them; what was asked has been {@link #check}ed again. */
  public static void grant(
      SqlClient db,
      String institution,
      UUID approval,
      String askedBy,
      SeedFilter wanted,
      UUID key,
      Instant now) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addUUID(approval)
            .addString(askedBy)
            .addJsonObject(wanted.toJson())
            .addUUID(key)
            .addOffsetDateTime(Times.column(now.plus(TO_FETCH)));
    db.preparedQuery(GRANT).execute(values).await();
  }

  /** What came of wanting to fetch. */
  public sealed interface Fetch {
    /** It is theirs, and will not be again; {@link SeedWriting.Job#writeTo} gives it. */
    record Ready(SeedWriting.Job job) implements Fetch {}

    record Unknown() implements Fetch {}

    /** It was fetched, or its hour is over. */
    record Over(boolean fetched) implements Fetch {}

    /** The transport key is not there any more. */
    record KeyGone() implements Fetch {}
  }

  /** The key has gone meanwhile; rolls the claim back. */
  private static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Takes the only copy; audited.
   *
   * @param account who asked for it
   */
  public Fetch fetch(
      String institution, UUID approval, String account, Source source, Instant now) {
    try {
      return Tx.in(
          pool,
          db -> {
            var values = Tuple.of(institution, approval, account, Times.column(now));
            for (var row : db.preparedQuery(CLAIM).execute(values).await()) {
              var wanted = SeedFilter.read(row.getJsonObject("wanted"));
              var key = keys.take(db, institution, row.getUUID("key"), now).orElseThrow(Gone::new);
              var entry = entry(institution, approval, wanted, source, now);
              AuditLog.append(db, entry.with("begun", true)).await();
              return new Fetch.Ready(
                  writing.job(wanted, key.value(), key.key().name(), entry, institution));
            }
            return whyNot(db, institution, approval, account)
                .<Fetch>map(Fetch.Over::new)
                .orElseGet(Fetch.Unknown::new);
          });
    } catch (Gone e) {
      return new Fetch.KeyGone();
    }
  }

  private static Optional<Boolean> whyNot(
      SqlClient db, String institution, UUID approval, String account) {
    var values = Tuple.of(institution, approval, account);
    for (var row : db.preparedQuery(WHY_NOT).execute(values).await())
      return Optional.of(row.getOffsetDateTime("fetched_at") != null);
    return Optional.empty();
  }

  private static Entry entry(
      String institution, UUID approval, SeedFilter wanted, Source source, Instant now) {
    return Entry.of(institution, now, source, Entry.Action.EXPORT_SEEDS)
        .with(new JsonObject().put("approval", approval.toString()).put("wanted", wanted.toJson()));
  }
}
