package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.mail.Outbox;
import dev.kagimori.stock.Occasion;
import dev.kagimori.stock.Shelf;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One that does something, in one transaction. */
abstract class StockHand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StockOptions options = new StockOptions();

  StockScreen screen() {
    return new StockScreen(spec, options);
  }

  interface Act<T> {
    T in(SqlConnection db, Writes writes, Office office, Occasion occasion);
  }

  <T> T once(Act<T> act) {
    try (var office = Office.open(options.database())) {
      var occasion = new Occasion(options.institution(), office.source(), Instant.now());
      return Tx.in(office.pool(), Work.of((db, writes) -> act.in(db, writes, office, occasion)));
    }
  }

  /** With one fob. */
  int one(String typed, JsonObject details, OfOne act) {
    var serial = screen().serial(typed);
    if (serial.isEmpty()) return Screen.REFUSED;
    return shown(serial.get(), details, act);
  }

  interface OfOne {
    Shelf.Outcome in(Shelf shelf, SqlConnection db, Writes writes, Shelf.Handling handling);
  }

  private int shown(SerialNumber serial, JsonObject details, OfOne act) {
    return each(List.of(serial), details, act);
  }

  /** With each of some fobs, in a transaction of its own; the worst status of all. */
  int each(List<SerialNumber> serials, JsonObject details, OfOne act) {
    int status = Screen.DONE;
    try (var office = Office.open(options.database())) {
      var shelf = new Shelf(office.terms(), new Outbox(office.keyring()));
      var source = office.source();
      for (var serial : serials) {
        var handling =
            new Shelf.Handling(options.institution(), serial, source, details, Instant.now());
        Shelf.Outcome outcome =
            Tx.in(office.pool(), Work.of((db, writes) -> act.in(shelf, db, writes, handling)));
        status = Math.max(status, shown(serial, outcome));
      }
    }
    return status;
  }

  private int shown(SerialNumber serial, Shelf.Outcome outcome) {
    return switch (outcome) {
      case Shelf.Outcome.Done _ ->
          screen().show(new JsonObject().put("serial", serial.value()).put("result", "DONE"), "");
      case Shelf.Outcome.UnknownSerial() -> screen().noSuchFob();
      case Shelf.Outcome.Refused(var fob, var reason) ->
          screen()
              .refused(
                  serial + " はできません。状態: " + fob.state() + "、理由: " + reason,
                  "It can't be done with %s. State: %s, reason: %s"
                      .formatted(serial, fob.state(), reason));
    };
  }
}
