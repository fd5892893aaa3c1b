package dev.kagimori.stock.campaign;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.secrets.Traced;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** Allocates a campaign in small chunks as a process, which says so after each; to be killed. */
final class BrokenOff {
  private BrokenOff() {}

  /**
   * @param arguments the database's URI, the institution, the campaign, the time, the chunk
   */
  static void main(String[] arguments) {
    Traced.keep();
    var vertx = Vertx.vertx();
    var uri = DatabaseUri.parse(arguments[0]);
    var pool = Database.open(vertx, uri);
    var terms = new TermsStore(pool, Changes.listen(vertx, uri));
    var order =
        new Order(
            arguments[1],
            Integer.parseInt(arguments[2]),
            new Source("operator:test", "local", "broken-off"),
            Instant.parse(arguments[3]));
    new Allocating(pool, terms, Integer.parseInt(arguments[4]))
        .run(
            order,
            false,
            Duration.ofMinutes(1),
            fobs -> {
              System.out.println(fobs);
              System.out.flush();
            });
    System.out.println("over");
    Runtime.getRuntime().halt(0);
  }
}
