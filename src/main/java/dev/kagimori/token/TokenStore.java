package dev.kagimori.token;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Sealed;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Totp;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of {@code token}. Nothing else writes them once they are in the books. */
public final class TokenStore {
  /** What {@link #stored} reads; the table's name in a query is {@code t}. */
  public static final String COLUMNS =
      """
      t.serial, t.kind, t.algorithm, t.digits, t.step_seconds, t.state, t.suspension,
      t.owner_contract, t.owner_user, t.valid_until, t.last_step, t.last_accepted,
      t.failures_in_row, t.failures_since_accepted, t.drift_seconds, t.version, t.epoch,
      t.sealed_seed, t.key_version, t.inspection
      """;

  private static final String LOCK =
      "SELECT "
          + COLUMNS
          + """
          FROM token t WHERE t.institution = $1 AND t.serial = ANY($2)
          ORDER BY t.serial FOR NO KEY UPDATE
          """;

  private static final String SAVE =
      """
      UPDATE token SET state = $4, suspension = $5, owner_contract = $6, owner_user = $7,
             last_step = $8, last_accepted = $9, failures_in_row = $10,
             failures_since_accepted = $11, drift_seconds = $12, version = $13, epoch = $14,
             valid_until = $15, inspection = $16,
             shipped_at = CASE WHEN $4 <> 'IN_STOCK' THEN shipped_at END, batch = 0
      WHERE institution = $1 AND serial = $2 AND version = $3
      """;

  private static final String ADD =
      """
      INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                         key_version, state, valid_until, owner_contract, owner_user,
                         self_issued_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """;

  /**
   * A re-allocated fob is to be shipped anew; what leaves the house lies in no box. The version
   * rises with whatever changes.
   */
  private static final String SHIPPED =
      """
      UPDATE token SET shipped_at = $3::timestamptz, version = version + 1, batch = 0,
             box = CASE WHEN $3 IS NULL THEN box END, shelf = CASE WHEN $3 IS NULL THEN shelf END
      WHERE institution = $1 AND serial = $2 AND shipped_at IS DISTINCT FROM $3
      """;

  private static final String OF_OWNER =
      "SELECT "
          + COLUMNS
          + """
          FROM token t
          WHERE t.institution = $1 AND t.owner_contract = $2 AND t.owner_user = $3
            AND t.state IN ('ALLOCATED', 'ISSUED', 'ACTIVATED', 'IN_USE')
          ORDER BY t.state = 'IN_USE' DESC, t.serial LIMIT 100
          """;

  private static final String FIRST_OF_OWNERS =
      """
      SELECT a.contract, a.user_id, t.serial
      FROM unnest($2::text[], $3::text[]) AS a (contract, user_id)
      CROSS JOIN LATERAL (
        SELECT serial FROM token
        WHERE institution = $1 AND owner_contract = a.contract AND owner_user = a.user_id
          AND state IN ('ALLOCATED', 'ISSUED', 'ACTIVATED', 'IN_USE')
        ORDER BY state = 'IN_USE' DESC, serial LIMIT 1) t
      """;

  private TokenStore() {}

  /** Holds the rows that exist until the transaction ends, in the order of their serials. */
  public static Map<SerialNumber, StoredToken> lock(
      SqlClient db, String institution, Collection<SerialNumber> serials) {
    var values = serials.stream().map(SerialNumber::value).toArray(String[]::new);
    var key = Tuple.tuple().addString(institution).addArrayOfString(values);
    var rows = db.preparedQuery(LOCK).execute(key).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(TokenStore::stored)
        .collect(Collectors.toMap(stored -> stored.token().serial(), stored -> stored));
  }

  /**
   * Adds an app token to what a transaction saves; that its serial number is free was seen before.
   *
   * @param selfIssued when its app had it made (E8); null: it was issued to its owner
   */
  public static void add(
      Writes writes, String institution, StoredToken stored, @Nullable Instant selfIssued) {
    var token = stored.token();
    var owner = token.owner();
    writes.row(
        ADD,
        Tuple.tuple()
            .addString(institution)
            .addString(token.serial().value())
            .addString(token.kind().name())
            .addString(token.totp().algorithm().name())
            .addShort((short) token.totp().digits())
            .addShort((short) token.totp().stepSeconds())
            .addBuffer(Buffer.buffer(stored.seed().bytes()))
            .addInteger(stored.seed().keyVersion())
            .addString(token.state().name())
            .addOffsetDateTime(Times.column(token.validUntil()))
            .addString(owner == null ? null : owner.contract())
            .addString(owner == null ? null : owner.user())
            .addOffsetDateTime(Times.column(selfIssued)));
  }

  /** A user's tokens, the registered one first, then those on their way; not locked. */
  public static List<Token> ofOwner(SqlClient db, String institution, Owner owner) {
    var rows =
        db.preparedQuery(OF_OWNER)
            .execute(Tuple.of(institution, owner.contract(), owner.user()))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> stored(row).token()).toList();
  }

  /** Of each user who has one the first of {@link #ofOwner}; not locked. */
  public static Map<Owner, SerialNumber> firstOf(
      SqlClient db, String institution, Collection<Owner> owners) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(owners.stream().map(Owner::contract).toArray(String[]::new))
            .addArrayOfString(owners.stream().map(Owner::user).toArray(String[]::new));
    var rows = db.preparedQuery(FIRST_OF_OWNERS).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .collect(
            Collectors.toMap(
                row -> new Owner(row.getString("contract"), row.getString("user_id")),
                row -> new SerialNumber(row.getString("serial"))));
  }

  /**
   * Adds what was decided on a held token, and its entry, to what a transaction saves: as {@link
   * TokenWrite} does, for one row, at less than half its cost; with what was found at intake, too.
   */
  public static void save(Writes writes, Token before, Token after, Entry entry) {
    var owner = after.owner();
    var suspension = after.suspension();
    writes.row(
        SAVE,
        Tuple.tuple()
            .addString(entry.institution())
            .addString(before.serial().value())
            .addLong(before.version())
            .addString(after.state().name())
            .addString(suspension == null ? null : suspension.name())
            .addString(owner == null ? null : owner.contract())
            .addString(owner == null ? null : owner.user())
            .addLong(after.lastStep())
            .addOffsetDateTime(Times.column(after.lastAccepted()))
            .addInteger(after.failuresInRow())
            .addInteger(after.failuresSinceAccepted())
            .addInteger((int) after.driftSeconds())
            .addLong(after.version())
            .addLong(after.epoch())
            .addOffsetDateTime(Times.column(after.validUntil()))
            .addString(column(after.inspection())));
    AuditLog.add(writes, entry);
  }

  /**
   * Writes what was decided, and its entry.
   *
   * @return false when the token is no more the one that was decided on: nothing was written, and
   *     it is to be decided anew
   */
  public static Future<Boolean> save(SqlClient db, Token before, Token after, Entry entry) {
    return TokenWrite.NOTHING_KEPT
        .execute(db, 0, List.of(new Change(entry, before, after)), values -> values)
        .map(saved -> saved.get(0));
  }

  /**
   * Marks a held fob as handed to the post, or to its user, after whatever else was saved of it.
   *
   * @param at null: not yet, since it was allocated again
   */
  public static Future<Void> shipped(
      SqlClient db, String institution, SerialNumber serial, @Nullable Instant at) {
    return db.preparedQuery(SHIPPED)
        .execute(Tuple.of(institution, serial.value(), Times.column(at)))
        .mapEmpty();
  }

  /** Most tokens were never checked, and need no place for saying so. */
  private static @Nullable String column(Inspection inspection) {
    return inspection == Inspection.UNCHECKED ? null : inspection.name();
  }

  /** Reads a row that has {@link #COLUMNS}. */
  public static StoredToken stored(Row row) {
    var contract = row.getString("owner_contract");
    var user = row.getString("owner_user");
    var suspension = row.getString("suspension");
    var inspection = row.getString("inspection");
    var token =
        new Token(
            new SerialNumber(row.getString("serial")),
            Make.Kind.valueOf(row.getString("kind")),
            Totp.of(
                Algorithm.valueOf(row.getString("algorithm")),
                row.getInteger("digits"),
                row.getInteger("step_seconds")),
            TokenState.valueOf(row.getString("state")),
            suspension == null ? null : Suspension.valueOf(suspension),
            contract == null || user == null ? null : new Owner(contract, user),
            Times.instant(row, "valid_until"),
            row.getLong("last_step"),
            Times.instant(row, "last_accepted"),
            row.getInteger("failures_in_row"),
            row.getInteger("failures_since_accepted"),
            row.getInteger("drift_seconds"),
            row.getLong("version"),
            row.getLong("epoch"),
            inspection == null ? Inspection.UNCHECKED : Inspection.valueOf(inspection));
    return new StoredToken(
        token, new Sealed(row.getBuffer("sealed_seed").getBytes(), row.getInteger("key_version")));
  }
}
