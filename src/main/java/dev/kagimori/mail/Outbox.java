package dev.kagimori.mail;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.keyring.Sealed;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Where mails are left: with the commit of what they tell of, and not without it. */
public final class Outbox {
  /** What was not sent within this time is not sent any more. */
  public static final Duration LIFE = Duration.ofHours(24);

  /** Between mails that nobody waits for. */
  public static final Duration PACE = Duration.ofMillis(50);

  /** No mail is put off for longer because others wait. */
  static final Duration PACED_WITHIN = Duration.ofHours(12);

  /** How long the row of a mail is kept, for staff to look at. */
  public static final Duration KEPT = Duration.ofDays(30);

  static final String RECIPIENT = "mail recipient";
  static final String CONTENT = "mail content";

  private static final String INSERT =
      """
      INSERT INTO mail (institution, mail, kind, contract, user_id, recipient, content, key_version,
                        state, created_at, next_at, ends_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'WAITING', $9, $11, $10)
      """;

  private static final String LAST =
      "SELECT max(next_at) AS last FROM mail WHERE institution = $1 AND state = 'WAITING'";

  private final Keyring keyring;

  public Outbox(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * Adds a mail to what a transaction saves; its sender is woken by the commit.
   *
   * @return the mail's name
   * @throws IllegalArgumentException when it tells more or less than its kind does
   * @throws IllegalStateException when the institution's keys are not loaded
   */
  public UUID add(Writes writes, Mail mail, Instant now) {
    var id = UUID.randomUUID();
    writes.row(INSERT, row(id, mail, now));
    return id;
  }

  /** Adds several in a transaction that is under way, as {@link #add(Writes, Mail, Instant)}. */
  public Future<Void> add(SqlClient db, List<Mail> mails, Instant now) {
    var rows = mails.stream().map(mail -> row(UUID.randomUUID(), mail, now)).toList();
    return db.preparedQuery(INSERT).executeBatch(rows).mapEmpty();
  }

  /**
   * Adds many of one institution that nobody waits for: each is due {@link #PACE} after the one
   * before and all that wait already, so that others are sent between them. Awaits.
   */
  public void addPaced(SqlClient db, List<Mail> mails, Instant now) {
    if (mails.isEmpty()) return;
    var due = behindAll(db, mails.getFirst().institution(), now);
    var rows = new ArrayList<Tuple>(mails.size());
    for (var mail : mails)
      rows.add(row(UUID.randomUUID(), mail, now, due.plus(PACE.multipliedBy(rows.size()))));
    db.preparedQuery(INSERT).executeBatch(rows).await();
  }

  private static Instant behindAll(SqlClient db, String institution, Instant now) {
    var last =
        Times.instant(
            db.preparedQuery(LAST).execute(Tuple.of(institution)).await().iterator().next(),
            "last");
    if (last == null || last.isBefore(now)) return now;
    var behind = last.plus(PACE);
    var latest = now.plus(PACED_WITHIN);
    return behind.isBefore(latest) ? behind : latest;
  }

  private Tuple row(UUID id, Mail mail, Instant now) {
    return row(id, mail, now, now);
  }

  private Tuple row(UUID id, Mail mail, Instant now, Instant due) {
    if (!mail.values().keySet().equals(mail.kind().slots()))
      throw new IllegalArgumentException(
          "%s tells %s, not %s"
              .formatted(mail.kind(), mail.kind().slots(), mail.values().keySet()));
    Sealed recipient;
    Sealed content;
    do { // until no new data key comes between the two
      recipient = keyring.sealText(mail.institution(), RECIPIENT, id, mail.to().text());
      content = keyring.sealText(mail.institution(), CONTENT, id, Content.of(mail).encode());
    } while (recipient.keyVersion() != content.keyVersion());
    return Tuple.tuple()
        .addString(mail.institution())
        .addUUID(id)
        .addString(mail.kind().name())
        .addString(mail.contract())
        .addString(mail.user())
        .addBuffer(Buffer.buffer(recipient.bytes()))
        .addBuffer(Buffer.buffer(content.bytes()))
        .addInteger(content.keyVersion())
        .addOffsetDateTime(Times.column(now))
        .addOffsetDateTime(Times.column(due.plus(LIFE)))
        .addOffsetDateTime(Times.column(due));
  }
}
