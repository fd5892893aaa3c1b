package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Custody;
import dev.kagimori.stock.Handled;
import dev.kagimori.stock.Occasion;
import dev.kagimori.stock.Place;
import dev.kagimori.stock.Scrapping;
import dev.kagimori.stock.Selection;
import dev.kagimori.stock.Shelf;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is done in a town at the stock and at the counter, with campaigns and beside them. */
record Clerks(Town town) {
  private static final String PAIRS =
      """
      SELECT concat_ws(' ', count(*), count(DISTINCT m.new_serial)) FROM campaign_member m
      JOIN token t ON t.institution = m.institution AND t.serial = m.new_serial
      WHERE m.institution = $1 AND t.state = 'ALLOCATED' AND t.owner_contract = m.contract
        AND t.owner_user = m.user_id
      """;

  /** A campaign of all of a new bank's users, each of whom has a fob set aside. */
  Campaign allocated(String bank, int users, int stock) {
    town.bank(bank, users);
    town.stock(bank, stock, 0);
    var campaign = town.campaign(bank, "all");
    assertEquals(new Outcome.Done(users, true), allocate(campaign));
    return campaign;
  }

  Outcome allocate(Campaign campaign) {
    return new Allocating(town.pool(), town.terms())
        .run(town.order(campaign), false, Town.LONG, _ -> {});
  }

  Outcome allocate(Campaign campaign, int chunk) {
    return new Allocating(town.pool(), town.terms(), chunk)
        .run(town.order(campaign), false, Town.LONG, _ -> {});
  }

  Outcome undo(Campaign campaign) {
    return new Undoing(town.pool()).run(town.order(campaign), false, Town.LONG, _ -> {});
  }

  Outcome undoLeftOver(Campaign campaign) {
    return new Undoing(town.pool()).run(town.order(campaign), true, Town.LONG, _ -> {});
  }

  /** All of them where none is named. */
  Outcome ship(Campaign campaign, String... named) {
    return new Shipping(town.pool(), town.terms(), outbox())
        .run(town.order(campaign), named.length == 0 ? null : serials(named), Town.LONG, _ -> {});
  }

  Outcome remind(Campaign campaign) {
    return new Reminding(town.pool(), town.terms(), outbox())
        .run(town.order(campaign), 1, Town.LONG, _ -> {});
  }

  Outcome retire(Campaign campaign, long count) {
    var custody = new Custody(town.pool(), town.terms(), town.kagimori.backstage().keyring());
    return new Retiring(town.pool(), custody).run(town.order(campaign), count, Town.LONG, _ -> {});
  }

  Outcome pause(Campaign campaign) {
    return Tx.in(town.pool(), db -> Switching.pause(db, town.order(campaign)));
  }

  Outcome resume(Campaign campaign) {
    return Tx.in(town.pool(), db -> Switching.resume(db, town.order(campaign)));
  }

  Outcome close(Campaign campaign, long count) {
    return Tx.in(town.pool(), db -> Switching.close(db, town.order(campaign), count));
  }

  Map<SerialNumber, Returning.Result> returns(Campaign campaign, String... serials) {
    return Tx.in(
            town.pool(),
            db -> new Returning(town.terms()).run(db, town.order(campaign), serials(serials)))
        .orElseThrow();
  }

  /** By the ordinary command. */
  void withdraw(String bank, String serial) {
    var handling =
        new Shelf.Handling(
            bank, new SerialNumber(serial), Town.KEEPER, new JsonObject(), town.now());
    var shelf = new Shelf(town.terms(), outbox());
    assertInstanceOf(
        Shelf.Outcome.Done.class,
        Tx.in(town.pool(), Work.of((db, writes) -> shelf.withdraw(db, writes, handling))));
  }

  /** By the ordinary command, into box B-1. */
  void bookIn(String bank, String... serials) {
    var to = new Place("HQ", "B-1", "S-1");
    done(
        serials.length,
        Tx.in(
            town.pool(),
            db ->
                new dev.kagimori.stock.Returning(town.terms())
                    .bookIn(db, occasion(bank), serials(serials), to, "came back")));
  }

  /** By the ordinary command. */
  void scrap(String bank, String... serials) {
    done(
        serials.length,
        Tx.in(
            town.pool(),
            db ->
                new Scrapping(town.terms())
                    .scrap(
                        db,
                        occasion(bank),
                        new Selection.Serials(serials(serials)),
                        Scrapping.Reason.WORN_OUT,
                        "worn out")));
  }

  private static void done(int fobs, Handled handled) {
    assertEquals(new Handled.Done(fobs, List.of(), 0), handled);
  }

  /** The user's old fob is theirs no more. */
  void ends(String bank, String serial, String why) {
    town.run(
        """
        UPDATE registration SET ended_at = $3, end_reason = $4
        WHERE institution = $1 AND serial = $2
        """,
        Tuple.of(bank, serial, town.now().atOffset(java.time.ZoneOffset.UTC), why));
    state(bank, serial, "RELEASED");
  }

  /** The user has had it in use, or has. */
  void starts(String bank, String serial) {
    state(bank, serial, "IN_USE");
    town.run(
        """
        INSERT INTO registration (institution, registration, contract, user_id, serial, login_otp,
                                  opened_at)
        SELECT institution, gen_random_uuid(), owner_contract, owner_user, serial, true, $3
        FROM token WHERE institution = $1 AND serial = $2
        """,
        Tuple.of(bank, serial, town.now().atOffset(java.time.ZoneOffset.UTC)));
  }

  void state(String bank, String serial, String state) {
    town.run(
        """
        UPDATE token SET state = $3, version = version + 1, epoch = epoch + 1
        WHERE institution = $1 AND serial = $2
        """,
        Tuple.of(bank, serial, state));
  }

  /** How many members have a fob set aside, and how many fobs these are. */
  String pairs(String bank) {
    return town.column(PAIRS, Tuple.of(bank)).getFirst();
  }

  long count(Campaign campaign, String state) {
    return counts(campaign).getLong(state);
  }

  JsonObject counts(Campaign campaign) {
    return Tx.reading(town.pool(), db -> Progress.counts(db, campaign));
  }

  Campaign.State state(Campaign campaign) {
    return Tx.reading(
            town.pool(), db -> CampaignStore.find(db, campaign.institution(), campaign.number()))
        .orElseThrow()
        .state();
  }

  Progress.Member member(Campaign campaign, int number) {
    return Tx.reading(
        town.pool(), db -> Progress.page(db, campaign, null, number - 1, 1).getFirst());
  }

  List<String> movements(String bank, String serial) {
    return town.column(
        "SELECT kind FROM movement WHERE institution = $1 AND serial = $2 ORDER BY movement",
        Tuple.of(bank, serial));
  }

  Outbox outbox() {
    return new Outbox(town.kagimori.backstage().keyring());
  }

  private Occasion occasion(String bank) {
    return new Occasion(bank, Town.KEEPER, town.now());
  }

  static List<SerialNumber> serials(String... serials) {
    return Arrays.stream(serials).map(SerialNumber::new).toList();
  }

  static <T> List<T> atOnce(List<Callable<T>> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun = work.stream().map(threads::submit).toList();
      return begun.stream().map(Clerks::result).toList();
    }
  }

  private static <T> T result(Future<T> begun) {
    try {
      return begun.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
