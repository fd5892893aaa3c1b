package dev.kagimori.mail;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.keyring.Sealed;
import dev.kagimori.keyring.TextUnusable;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What staff see of an institution's mails, and may have tried again. Awaits. */
public final class MailDesk {
  /** As many as one look shows, at most. */
  public static final int LOOK_MAX = 1_000;

  private static final String COLUMNS =
      """
      SELECT mail, kind, recipient, key_version, state, tries, created_at, last_status, reason
      FROM mail WHERE institution = $1
      """;

  private static final String LAST = COLUMNS + " ORDER BY created_at DESC LIMIT $2";

  private static final String TROUBLED =
      COLUMNS + " AND state IN ('BOUNCED', 'UNKNOWN') ORDER BY created_at DESC LIMIT $2";

  private static final String HOLD =
      """
      SELECT state, kind, contract, user_id FROM mail WHERE institution = $1 AND mail = $2
      FOR NO KEY UPDATE
      """;

  private static final String RETRY =
      """
      UPDATE mail SET state = 'WAITING', tries = 0, next_at = $3, ends_at = $4
      WHERE institution = $1 AND mail = $2 AND state = 'BOUNCED'
      """;

  /**
   * A mail as staff see it.
   *
   * @param recipient masked, such as {@code h•••@example.jp}
   * @param status of the SMTP server's last refusal
   */
  public record Listed(
      UUID id,
      String kind,
      String recipient,
      State state,
      int tries,
      Instant createdAt,
      @Nullable Integer status,
      @Nullable Reason reason) {}

  /** What came of asking for another try. */
  public sealed interface Retried {
    record Done() implements Retried {}

    record NoSuchMail() implements Retried {}

    /** Only one that bounced is certain not to have been sent. */
    record NotBounced(State state) implements Retried {}
  }

  private final Pool pool;
  private final Keyring keyring;

  public MailDesk(Pool pool, Keyring keyring) {
    this.pool = pool;
    this.keyring = keyring;
  }

  /**
   * The last mails, newest first.
   *
   * @param most 1 to {@link #LOOK_MAX}
   */
  public List<Listed> last(String institution, int most) {
    return listed(institution, LAST, Tuple.of(institution, bound(most)));
  }

  /** The last ones that bounced or may not have been sent, newest first. */
  public List<Listed> troubled(String institution, int most) {
    return listed(institution, TROUBLED, Tuple.of(institution, bound(most)));
  }

  private static int bound(int most) {
    if (most < 1 || most > LOOK_MAX) throw new IllegalArgumentException("1 to 1,000 mails");
    return most;
  }

  private List<Listed> listed(String institution, String sql, Tuple values) {
    var rows = Tx.read(pool, sql, values);
    if (rows.size() > 0 && !keyring.isLoaded(institution)) keyring.load(institution);
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> listed(institution, row))
        .toList();
  }

  private Listed listed(String institution, Row row) {
    var reason = row.getString("reason");
    return new Listed(
        row.getUUID("mail"),
        row.getString("kind"),
        recipient(institution, row),
        State.valueOf(row.getString("state")),
        row.getInteger("tries"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getInteger("last_status"),
        reason == null ? null : Reason.valueOf(reason));
  }

  private String recipient(String institution, Row row) {
    int version = row.getInteger("key_version");
    if (!keyring.has(institution, version)) keyring.load(institution);
    var sealed = new Sealed(row.getBuffer("recipient").getBytes(), version);
    try {
      var address = keyring.openText(institution, Outbox.RECIPIENT, row.getUUID("mail"), sealed);
      return Address.of(address).masked();
    } catch (TextUnusable e) { // the others are shown all the same; its sender has told of it
      return "•••";
    }
  }

  /** Has a mail that bounced tried again, for another {@link Outbox#LIFE}. */
  public Retried retry(String institution, UUID mail, Source source, Instant now) {
    return Tx.in(pool, Work.of((db, writes) -> retry(db, writes, institution, mail, source, now)));
  }

  private static Retried retry(
      SqlClient db, Writes writes, String institution, UUID mail, Source source, Instant now) {
    for (var row : db.preparedQuery(HOLD).execute(Tuple.of(institution, mail)).await()) {
      var state = State.valueOf(row.getString("state"));
      var refused = state == State.BOUNCED ? null : state.name();
      AuditLog.add(
          writes,
          new Entry(
              institution,
              now,
              source,
              Entry.Action.RETRY_MAIL,
              null,
              row.getString("contract"),
              row.getString("user_id"),
              null,
              refused,
              new JsonObject().put("mail", mail.toString()).put("kind", row.getString("kind"))));
      if (refused != null) return new Retried.NotBounced(state);
      writes.row(
          RETRY,
          Tuple.of(institution, mail, Times.column(now), Times.column(now.plus(Outbox.LIFE))));
      return new Retried.Done();
    }
    return new Retried.NoSuchMail();
  }
}
