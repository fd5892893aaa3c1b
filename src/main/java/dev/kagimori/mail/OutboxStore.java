package dev.kagimori.mail;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Times;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of {@code mail}, as senders see them. Awaits. */
final class OutboxStore {
  private static final String DUE =
      """
      SELECT i.institution FROM institution i
      WHERE EXISTS (SELECT 1 FROM mail m WHERE m.institution = i.institution
                    AND m.state = 'WAITING' AND m.next_at <= $1 AND m.ends_at > $1)
      ORDER BY i.institution LIMIT 10000
      """;

  private static final String CLAIM =
      """
      UPDATE mail SET state = 'SENDING', claim = $3, claimed_at = $2, tries = tries + 1
      WHERE institution = $1 AND mail = ANY(ARRAY(
        SELECT mail FROM mail
        WHERE institution = $1 AND state = 'WAITING' AND next_at <= $2 AND ends_at > $2
        ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED))
      RETURNING institution, mail, claim, kind, recipient, content, key_version, tries
      """;

  /** A claim whose answer was lost: nobody has sent anything by it. */
  private static final String UNCLAIM =
      """
      UPDATE mail SET state = 'WAITING', claim = NULL, claimed_at = NULL, tries = tries - 1
      WHERE institution = $1 AND state = 'SENDING' AND claim = $2
      """;

  /** Who claimed it knows better than who found that it took too long. */
  private static final String SETTLE =
      """
      UPDATE mail SET state = $4, next_at = coalesce($5, next_at), sent_at = $6,
        last_status = coalesce($7, last_status), reason = $8,
        content = CASE WHEN $4 = 'SENT' THEN NULL ELSE content END
      WHERE institution = $1 AND mail = $2 AND claim = $3 AND state IN ('SENDING', 'UNKNOWN')
      """;

  private static final String LOSE =
      """
      UPDATE mail SET state = 'UNKNOWN', reason = 'NO_ANSWER' WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM mail WHERE state = 'SENDING' AND claimed_at < $1 LIMIT 1000
        FOR UPDATE SKIP LOCKED))
      """;

  private static final String EXPIRE =
      """
      UPDATE mail SET state = 'BOUNCED', reason = 'NOT_IN_TIME' WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM mail WHERE state = 'WAITING' AND ends_at <= $1 LIMIT 1000
        FOR UPDATE SKIP LOCKED))
      """;

  private static final String BACKLOG =
      """
      SELECT count(*) AS waiting, min(created_at) AS oldest
      FROM (SELECT created_at FROM mail WHERE state = 'WAITING' LIMIT 100000) w
      """;

  /** How many wait, counted up to 100,000, and since when the oldest does. */
  record Backlog(long waiting, @Nullable Instant oldest) {}

  private final Pool pool;

  OutboxStore(Pool pool) {
    this.pool = pool;
  }

  /** Institutions with mails that are due. */
  List<String> due(Instant now) {
    var rows = Tx.read(pool, DUE, Tuple.of(Times.column(now)));
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("institution"))
        .toList();
  }

  /** Claims mails that are due, and commits that: from now on nobody else sends them. */
  List<Claimed> claim(String institution, UUID claim, int most, Instant now) {
    var rows = Tx.once(pool, CLAIM, Tuple.of(institution, Times.column(now), claim, most));
    return StreamSupport.stream(rows.spliterator(), false).map(Claimed::from).toList();
  }

  /** Gives back what a claim took whose answer never came. */
  void unclaim(String institution, UUID claim) {
    Tx.once(pool, UNCLAIM, Tuple.of(institution, claim));
  }

  void sent(Claimed mail, Instant now) {
    settle(mail, State.SENT, null, now, OptionalInt.empty(), null);
  }

  void later(Claimed mail, Instant next, Delivery.Later why) {
    settle(mail, State.WAITING, next, null, why.status(), why.reason());
  }

  void bounced(Claimed mail, Delivery.Bounced why) {
    settle(mail, State.BOUNCED, null, null, why.status(), why.reason());
  }

  void unknown(Claimed mail) {
    settle(mail, State.UNKNOWN, null, null, OptionalInt.empty(), Reason.NO_ANSWER);
  }

  private void settle(
      Claimed mail,
      State state,
      @Nullable Instant next,
      @Nullable Instant sent,
      OptionalInt status,
      @Nullable Reason reason) {
    Tx.once(
        pool,
        SETTLE,
        Tuple.tuple()
            .addString(mail.institution())
            .addUUID(mail.id())
            .addUUID(mail.claim())
            .addString(state.name())
            .addOffsetDateTime(Times.column(next))
            .addOffsetDateTime(Times.column(sent))
            .addShort(status.isPresent() ? (short) status.getAsInt() : null)
            .addString(reason == null ? null : reason.name()));
  }

  /** What was claimed before that and has no outcome yet, up to 1,000. */
  int lose(Instant claimedBefore) {
    return Tx.once(pool, LOSE, Tuple.of(Times.column(claimedBefore))).rowCount();
  }

  /** What should have been sent by now, up to 1,000. */
  int expire(Instant now) {
    return Tx.once(pool, EXPIRE, Tuple.of(Times.column(now))).rowCount();
  }

  Backlog backlog() {
    var row = Tx.read(pool, BACKLOG, Tuple.tuple()).iterator().next();
    return new Backlog(row.getLong("waiting"), Times.instant(row, "oldest"));
  }
}
