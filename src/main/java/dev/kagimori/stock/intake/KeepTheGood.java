package dev.kagimori.stock.intake;

import dev.kagimori.database.Session;
import dev.kagimori.token.TokenInsert;
import java.time.Instant;
import java.util.ArrayList;

/**
 * A transaction for each chunk, together with how far the file was read: what is kept and what is
 * counted are always the same, whenever it is killed.
 */
final class KeepTheGood extends Books {
  private final Account account;
  private final TokenInsert.Origin origin;
  private final Instant delivered;
  private byte[] readMac;

  KeepTheGood(Session session, ImportOrder order, Account account) {
    super(session, order.institution(), account.entry().before());
    this.account = account;
    var entry = account.entry();
    origin = new TokenInsert.Origin(entry.delivery(), entry.branch(), order.box());
    delivered = account.now();
    readMac = entry.readMac();
  }

  @Override
  void begin() {
    // each chunk has its own transaction
  }

  @Override
  void write(Chunk chunk) {
    counted(
        session()
            .transaction(
                TIME,
                db -> {
                  var added =
                      TokenInsert.insert(db, institution(), tokens(chunk), origin, delivered)
                          .await();
                  var more = new ArrayList<Rejection>();
                  var after = tally().plus(chunk, taken(db, chunk, added, origin.delivery()), more);
                  account.ledger().reject(db, origin.delivery(), tally().rejections().size(), more);
                  account.progress(db, after, after.good(), chunk.readMac());
                  return after;
                }));
    readMac = chunk.readMac();
  }

  @Override
  void end(Reading.End end) {
    boolean whole = end instanceof Reading.End.Whole;
    var state =
        accepted() == 0
            ? Imported.State.REFUSED
            : whole ? Imported.State.DONE : Imported.State.BROKEN;
    var reason = Account.reason(end);
    if (reason == null && accepted() == 0) reason = "BAD_RECORDS";
    var why = reason;
    session()
        .transaction(
            TIME,
            db -> {
              account.ended(db, tally(), accepted(), readMac, state, why);
              if (state == Imported.State.DONE && end instanceof Reading.End.Whole(var facts))
                account.keep(db, facts);
              return true;
            });
  }

  @Override
  long accepted() {
    return tally().good();
  }
}
