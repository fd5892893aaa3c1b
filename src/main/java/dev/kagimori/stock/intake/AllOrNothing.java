package dev.kagimori.stock.intake;

import dev.kagimori.database.DatabaseFailure;
import dev.kagimori.database.Session;
import dev.kagimori.database.Tx;
import dev.kagimori.token.TokenInsert;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction for all, undone where one record will not do. */
final class AllOrNothing extends Books {
  private static final Logger log = LoggerFactory.getLogger(AllOrNothing.class);
  private static final Duration TELL = Duration.ofSeconds(1);
  private static final int REJECTIONS = 1_000;

  private final Pool pool;
  private final Account account;
  private final TokenInsert.Origin origin;
  private final Instant delivered;
  private long told = System.nanoTime();
  private boolean kept;

  AllOrNothing(Session session, ImportOrder order, Pool pool, Account account) {
    super(session, order.institution(), Tally.NONE);
    this.pool = pool;
    this.account = account;
    origin = new TokenInsert.Origin(account.entry().delivery(), order.branch(), order.box());
    delivered = account.now();
  }

  @Override
  void begin() {
    beginLong();
  }

  @Override
  void write(Chunk chunk) {
    var taken =
        session()
            .within(
                TIME,
                db -> {
                  var added =
                      TokenInsert.insert(db, institution(), tokens(chunk), origin, delivered)
                          .await();
                  return taken(db, chunk, added, origin.delivery());
                });
    counted(tally().plus(chunk, taken, new ArrayList<>()));
    tell();
  }

  /** By another connection, since nobody sees what is written on this one. */
  private void tell() {
    if (System.nanoTime() - told < TELL.toNanos()) return;
    told = System.nanoTime();
    try {
      Tx.in(
          pool,
          db -> {
            account.progress(db, tally(), accepted(), null);
            return true;
          });
    } catch (DatabaseFailure e) {
      // who looks on is told the next time; the import needs it for nothing
      log.atInfo()
          .addKeyValue("delivery", origin.delivery())
          .setCause(e)
          .log("the progress of an import was not noted");
    }
  }

  @Override
  void end(Reading.End end) {
    if (end instanceof Reading.End.Whole(var facts)
        && tally().rejected() == 0
        && tally().good() > 0) {
      session()
          .within(
              TIME,
              db -> {
                account.ended(db, tally(), tally().good(), null, Imported.State.DONE, null);
                account.keep(db, facts);
                return true;
              });
      session().commit(TIME);
      kept = true;
      return;
    }
    session().rollback();
    session()
        .transaction(
            TIME,
            db -> {
              var all = tally().rejections();
              for (int from = 0; from < all.size(); from += REJECTIONS) {
                var some = all.subList(from, Math.min(all.size(), from + REJECTIONS));
                account.ledger().reject(db, origin.delivery(), from, some);
              }
              var reason = Account.reason(end);
              if (reason == null) reason = "BAD_RECORDS";
              account.ended(db, tally(), 0, null, Imported.State.REFUSED, reason);
              return true;
            });
  }

  @Override
  long accepted() {
    return kept ? tally().good() : 0;
  }
}
