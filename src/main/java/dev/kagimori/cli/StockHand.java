package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.mail.Outbox;
import dev.kagimori.stock.Handled;
import dev.kagimori.stock.Occasion;
import dev.kagimori.stock.Shelf;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;

/** One that does something. */
abstract class StockHand extends StockDesk {
  interface Act<T> {
    T in(SqlConnection db, Office office, Occasion occasion);
  }

  /** In one transaction, whose outcome is told when it is saved. */
  <T> int once(Act<T> act, ToIntFunction<T> told) {
    return inside(office -> {
      var occasion = new Occasion(institution(), office.source(), Instant.now());
      return told.applyAsInt(Tx.in(office.pool(), db -> act.in(db, office, occasion)));
    });
  }

  /** The same with several fobs at once. */
  int handled(Act<Handled> act) {
    return once(act, screen()::show);
  }

  interface OfOne {
    Shelf.Outcome in(Shelf shelf, SqlConnection db, Writes writes, Shelf.Handling handling);
  }

  /** With one fob. */
  int one(String typed, JsonObject details, OfOne act) {
    return screen()
        .serial(typed)
        .map(serial -> each(List.of(serial), details, act))
        .orElse(Screen.REFUSED);
  }

  /** With each of some fobs, in a transaction of its own; the worst status of all. */
  int each(List<SerialNumber> serials, JsonObject details, OfOne act) {
    return inside(office -> {
      int status = Screen.DONE;
      office.keyring().load(institution()); // mails are sealed
      var shelf = new Shelf(office.terms(), new Outbox(office.keyring()));
      var source = office.source();
      for (var serial : serials) {
        var handling = new Shelf.Handling(institution(), serial, source, details, Instant.now());
        Shelf.Outcome outcome =
            Tx.in(office.pool(), Work.of((db, writes) -> act.in(shelf, db, writes, handling)));
        status = Math.max(status, shown(serial, outcome));
      }
      return status;
    });
  }

  private int shown(SerialNumber serial, Shelf.Outcome outcome) {
    return switch (outcome) {
      case Shelf.Outcome.Done _ ->
          screen().show(new JsonObject().put("serial", serial.value()).put("result", "DONE"), "");
      case Shelf.Outcome.UnknownSerial() -> screen().noSuchFob();
      case Shelf.Outcome.UnknownBranch(var branch) ->
          screen().show(new Handled.UnknownBranch(branch));
      case Shelf.Outcome.Refused(var fob, var reason) ->
          screen()
              .refused(
                  "%s はできません。状態: %s、理由: %s。kagimori stock show %1$s で確認してください。"
                      .formatted(serial, fob.state(), reason),
                  "It can't be done with %s. State: %s, reason: %s; see kagimori stock show %1$s."
                      .formatted(serial, fob.state(), reason));
    };
  }
}
