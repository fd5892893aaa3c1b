package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.kagimori.database.Tx;
import dev.kagimori.mail.Language;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.Branches;
import dev.kagimori.stock.Occasion;
import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Outcome.NotShipped;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What campaigns make of what happens to fobs and users beside them. */
class StepsIT {
  @TempDir static Path directory;
  private static Town town;
  private static Clerks clerks;

  @BeforeAll
  static void open() {
    town = Town.open(directory);
    Secrets.database(directory.resolve("database"));
    clerks = new Clerks(town);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  private static Campaign allocated(String bank, int users, int stock) {
    town.bank(bank, users);
    town.stock(bank, stock, 0);
    var campaign = town.campaign(bank, "all");
    assertEquals(new Outcome.Done(users, true), clerks.allocate(campaign));
    return campaign;
  }

  @Test
  void whoseNewFobWasWithdrawnOrCameBackGetsAnother() {
    var campaign = allocated("again", 3, 6);
    clerks.ship(campaign, "SY00000001", "SY00000003");
    clerks.remind(campaign);
    assertEquals(2, clerks.count(campaign, "reminded"));
    clerks.withdraw("again", "SY00000002");
    clerks.bookIn("again", "SY00000003"); // undelivered: it has to be checked anew
    assertEquals(2, clerks.count(campaign, "waiting"), clerks.counts(campaign)::encode);
    assertEquals(0, clerks.count(campaign, "lost"));
    assertNull(clerks.member(campaign, 3).newSerial());

    assertEquals(new Outcome.Done(2, true), clerks.allocate(campaign));
    assertEquals("SY00000002", clerks.member(campaign, 2).newSerial());
    assertEquals("SY00000004", clerks.member(campaign, 3).newSerial());
    assertEquals(Progress.State.SHIPPED, clerks.member(campaign, 1).state());
    assertEquals(1, clerks.count(campaign, "reminded")); // of the new one they know nothing yet
    clerks.ship(campaign);
    assertEquals(new Outcome.Done(2, true), clerks.remind(campaign));
  }

  @Test
  void whoWouldGetNoFobDoesNotCountAsWaiting() {
    var campaign = allocated("none", 4, 4);
    for (int n = 1; n <= 4; n++) clerks.withdraw("none", "SY0000000" + n);
    assertEquals(4, clerks.count(campaign, "waiting"));
    clerks.ends("none", clerks.member(campaign, 1).oldSerial(), "STOPPED");
    town.run(
        "UPDATE token SET suspension = 'STAFF', version = version + 1, epoch = epoch + 1"
            + " WHERE institution = $1 AND serial = $2",
        Tuple.of("none", clerks.member(campaign, 2).oldSerial()));
    town.run(
        "UPDATE token SET suspension = 'STAFF', version = version + 1, epoch = epoch + 1"
            + " WHERE institution = $1 AND serial >= 'SY00000003' AND serial < 'T'",
        Tuple.of("none"));
    var counts = clerks.counts(campaign);
    assertEquals(2, counts.getLong("waiting"), counts::encode);
    assertEquals(1, counts.getLong("lost"));
    assertEquals("{\"SUSPENDED\":1}", counts.getJsonObject("leftOutBy").encode());
    // two fobs are fit, and two members need one
    assertEquals(new Outcome.Done(2, true), clerks.allocate(campaign));
    assertEquals(0, clerks.count(campaign, "waiting"));
    assertEquals(new Outcome.Done(0, true), clerks.allocate(campaign));
  }

  @Test
  void whoWasLeftOutForAReasonThatIsOverGetsAFob() {
    town.bank("over", 3);
    town.stock("over", 3, 0);
    var first = new SerialNumber("GM00007919");
    var second = "GM00015838";
    var suspend = "UPDATE token SET suspension = $3, version = version + 1, epoch = epoch + 1";
    var whose = " WHERE institution = $1 AND serial = $2";
    var one =
        town.campaign("over", "one", new Whom(null, null, null, null, List.of(first), null, null));
    town.run(suspend + whose, Tuple.of("over", second, "STAFF"));
    var all = town.campaign("over", "all");
    assertEquals(new Outcome.Done(1, true), clerks.allocate(all));
    assertEquals(2, clerks.count(all, "leftOut"));

    town.run(suspend + whose, Tuple.of("over", second, null));
    assertEquals(new Outcome.Done(1, true), clerks.allocate(all));
    clerks.turn(one, Switching.Turn.CLOSE);
    assertEquals(new Outcome.Done(1, true), clerks.allocate(all));
    assertEquals(3, clerks.count(all, "allocated"));
  }

  @Test
  void whoWasSentAFobIsRemindedAndRetiredAlthoughTheRestIsUndone() {
    var campaign = allocated("undone", 3, 3);
    clerks.ship(campaign, "SY00000002");
    clerks.turn(campaign, Switching.Turn.PAUSE);
    assertEquals(new Outcome.Done(2, true), clerks.undo(campaign));
    clerks.turn(campaign, Switching.Turn.RESUME);
    assertEquals(Campaign.State.ALLOCATED, clerks.state(campaign));
    assertEquals(2, clerks.count(campaign, "waiting"));
    assertEquals(new Outcome.Done(1, true), clerks.remind(campaign));
    assertEquals(
        Reason.TOO_EARLY, assertInstanceOf(Refused.class, clerks.retire(campaign, 1)).reason());
    assertEquals(new Outcome.Done(2, true), clerks.allocate(campaign));
    assertEquals(2, clerks.count(campaign, "allocated"));

    var all = allocated("all-undone", 2, 2);
    assertEquals(new Outcome.Done(2, true), clerks.undo(all));
    assertEquals(Campaign.State.DRAFT, clerks.state(all));
  }

  @Test
  void ofFobsThatWereNamedItSaysWhichWereNotShippedAndWhy() {
    var campaign = allocated("named", 4, 6);
    assertEquals(new Outcome.Shipped(1, true, Map.of()), clerks.ship(campaign, "SY00000001"));
    clerks.ends("named", clerks.member(campaign, 2).oldSerial(), "STOPPED");
    clerks.withdraw("named", "SY00000003");
    var not = new LinkedHashMap<SerialNumber, NotShipped>();
    not.put(new SerialNumber("XX00000001"), NotShipped.UNKNOWN_SERIAL);
    not.put(new SerialNumber("SY00000001"), NotShipped.ALREADY);
    not.put(new SerialNumber("SY00000002"), NotShipped.LEFT_OVER);
    not.put(new SerialNumber("SY00000003"), NotShipped.NOT_SET_ASIDE);
    not.put(new SerialNumber("SY00000005"), NotShipped.NOT_IN_CAMPAIGN);
    var named = new ArrayList<>(not.keySet().stream().map(SerialNumber::value).toList());
    named.add("SY00000004");
    named.add("SY00000004");
    var outcome = clerks.ship(campaign, named.toArray(String[]::new));
    var shipped = assertInstanceOf(Outcome.Shipped.class, outcome);
    assertEquals(1, shipped.fobs());
    assertEquals(List.copyOf(not.entrySet()), List.copyOf(shipped.not().entrySet()));
  }

  @Test
  void whileAStepIsAtWorkAnotherIsToldSoAndAFobThatComesBackIsBookedIn() throws Exception {
    var campaign = allocated("busy", 2, 4);
    var old = clerks.member(campaign, 1).oldSerial();
    clerks.ends("busy", old, "STOPPED");
    town.bank("rival", 1);
    town.stock("rival", 1, 0);
    var other = town.campaign("rival", "all");
    var outcomes =
        Tx.in(
            town.pool(),
            db -> {
              db.query("SET LOCAL idle_in_transaction_session_timeout = '60s'").execute().await();
              assertInstanceOf(
                  CampaignStore.Lock.Held.class, CampaignStore.lock(db, "busy", campaign.number()));
              Pairing.others(db, other);
              assertEquals(
                  Map.of(new SerialNumber(old), Returning.Result.RETURNED),
                  clerks.returns(campaign, old));
              return atOnce(
                  List.of(
                      () -> clerks.allocate(campaign),
                      () -> clerks.turn(campaign, Switching.Turn.PAUSE),
                      () -> clerks.allocate(other)));
            });
    for (var outcome : outcomes)
      assertEquals(Reason.BUSY, assertInstanceOf(Refused.class, outcome).reason());
    assertEquals(new Outcome.Done(0, true), clerks.allocate(campaign));
    assertEquals(new Outcome.Done(1, true), clerks.allocate(other));
  }

  private static List<Outcome> atOnce(List<Callable<Outcome>> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun = work.stream().map(threads::submit).toList();
      return begun.stream().map(StepsIT::outcome).toList();
    }
  }

  private static Outcome outcome(Future<Outcome> begun) {
    try {
      return begun.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsBookedInAndScrappedIsNotBookedTwice() {
    var campaign = allocated("back", 4, 4);
    var old = new ArrayList<String>();
    for (int n = 1; n <= 4; n++) old.add(clerks.member(campaign, n).oldSerial());
    for (var serial : old.subList(0, 3)) clerks.ends("back", serial, "EXCHANGED");
    clerks.bookIn("back", old.get(0), old.get(1));
    clerks.scrap("back", old.get(1));
    town.run(
        "UPDATE token SET box = 'B-9', shelf = 'S-9', version = version + 1"
            + " WHERE institution = $1 AND serial = $2",
        Tuple.of("back", old.get(2)));
    var expected = new LinkedHashMap<SerialNumber, Returning.Result>();
    expected.put(new SerialNumber(old.get(0)), Returning.Result.RETURNED);
    expected.put(new SerialNumber(old.get(1)), Returning.Result.ALREADY);
    expected.put(new SerialNumber(old.get(2)), Returning.Result.RETURNED);
    expected.put(new SerialNumber(old.get(3)), Returning.Result.IN_USE);
    expected.put(new SerialNumber("SY00000001"), Returning.Result.NOT_IN_CAMPAIGN);
    var shown = expected.keySet().stream().map(SerialNumber::value).toArray(String[]::new);
    assertEquals(expected, clerks.returns(campaign, shown));
    for (var serial : old.subList(0, 3))
      assertEquals(List.of("RETURNED", "SCRAPPED"), clerks.movements("back", serial));
    assertEquals(3, clerks.count(campaign, "returned"));
    assertEquals(
        List.of("3"),
        town.column(
            """
            SELECT count(*) FROM token WHERE institution = $1 AND state = 'RETIRED'
              AND box IS NULL AND shelf IS NULL
            """,
            Tuple.of("back")));
    clerks.returns(campaign, shown);
    assertEquals(List.of("RETURNED", "SCRAPPED"), clerks.movements("back", old.getFirst()));
  }

  @Test
  void aCampaignThatMakesNoSenseIsNotMade() {
    town.bank("sense", 2);
    town.stock("sense", 2, 0);
    var today = LocalDate.of(2026, 1, 1);
    assertEquals(new Made.UnknownInstitution(), make("nowhere", "HQ", LAST, List.of()));
    assertEquals(new Made.UnknownBranch("ZZ"), make("sense", "ZZ", LAST, List.of()));
    var occasion = new Occasion("sense", Town.KEEPER, town.now());
    Tx.in(town.pool(), db -> Branches.put(db, occasion, "SHUT", "閉店", true));
    assertEquals(new Made.UnknownBranch("SHUT"), make("sense", "SHUT", LAST, List.of()));
    assertInstanceOf(Made.DayOver.class, make("sense", "HQ", today, List.of()));
    for (var days :
        List.of(List.of(0), List.of(-1), List.of(366), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 9)))
      assertEquals(new Made.WrongReminders(), make("sense", "HQ", LAST, days));
    var first = town.campaign("sense", "first");
    assertEquals(
        new Made.AllLeftOut(Map.of("IN_CAMPAIGN", 2L)), make("sense", "HQ", LAST, List.of(1, 365)));
    assertEquals(
        List.of("first"),
        town.column("SELECT name FROM campaign WHERE institution = $1", Tuple.of("sense")));
    clerks.turn(first, Switching.Turn.CLOSE);
    assertInstanceOf(Made.Done.class, make("sense", "HQ", LAST, List.of(1, 365)));
  }

  private static final LocalDate LAST = LocalDate.of(2027, 3, 31);

  private static Made make(
      String bank, String branch, LocalDate oldUntil, List<Integer> reminders) {
    var all = new Whom("GM", null, null, null, null, null, null);
    var plan = new Plan("b", all, List.of("SY"), branch, oldUntil, reminders, Language.JA);
    return Tx.in(
        town.pool(),
        db -> new Making(town.terms()).make(db, bank, plan, Town.KEEPER, town.now(), Town.LONG));
  }

  @Test
  void whomAnOpenCampaignHasServedMayBeOfAnother() {
    var campaign = allocated("served", 3, 9);
    clerks.ship(campaign);
    var member = clerks.member(campaign, 1);
    clerks.ends("served", member.oldSerial(), "EXCHANGED");
    clerks.starts("served", "SY00000001");
    assertEquals(1, clerks.count(campaign, "exchanged"));
    // the new one broke, and they are back at the old one
    clerks.ends("served", "SY00000001", "REVOKED");
    clerks.starts("served", member.oldSerial());
    clerks.bookIn("served", "SY00000002"); // whose user waits in the first one
    var other = town.campaign("served", "other");
    var counts = clerks.counts(other);
    assertEquals(1, counts.getLong("waiting"), counts::encode);
    assertEquals(
        "{\"IN_CAMPAIGN\":1,\"ON_ITS_WAY\":1}", counts.getJsonObject("leftOutBy").encode());
  }
}
