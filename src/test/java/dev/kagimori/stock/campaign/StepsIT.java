package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.kagimori.stock.Allocation;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.Outcome.NotShipped;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What campaigns make of what happens to fobs and users beside them. */
class StepsIT extends InTown {
  @Test
  void whoseNewFobWasWithdrawnOrCameBackGetsAnother() {
    var campaign = clerks.allocated("again", 3, 6);
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
    var campaign = clerks.allocated("none", 4, 4);
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
  void whoWasSentAFobIsRemindedAndRetiredAlthoughTheRestIsUndone() {
    var campaign = clerks.allocated("undone", 3, 3);
    clerks.ship(campaign, "SY00000002");
    clerks.pause(campaign);
    assertEquals(new Outcome.Done(2, true), clerks.undo(campaign));
    clerks.resume(campaign);
    assertEquals(Campaign.State.ALLOCATED, clerks.state(campaign));
    assertEquals(2, clerks.count(campaign, "waiting"));
    assertEquals(new Outcome.Done(1, true), clerks.remind(campaign));
    assertEquals(
        Reason.TOO_EARLY, assertInstanceOf(Refused.class, clerks.retire(campaign, 1)).reason());
    assertEquals(new Outcome.Done(2, true), clerks.allocate(campaign));
    assertEquals(2, clerks.count(campaign, "allocated"));

    var all = clerks.allocated("all-undone", 2, 2);
    assertEquals(new Outcome.Done(2, true), clerks.undo(all));
    assertEquals(Campaign.State.DRAFT, clerks.state(all));
  }

  @Test
  void ofFobsThatWereNamedItSaysWhichWereNotShippedAndWhy() {
    var campaign = clerks.allocated("named", 4, 6);
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
  void whatIsBookedInAndScrappedIsNotBookedTwice() {
    var campaign = clerks.allocated("back", 4, 4);
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

  /** Behind the last day of the old ones. */
  private static void retireAll(Campaign campaign, int fobs) {
    town.run(
        "UPDATE campaign SET old_until = '2026-01-01' WHERE institution = $1",
        Tuple.of(campaign.institution()));
    assertEquals(new Outcome.Done(fobs, true), clerks.retire(campaign, fobs));
  }

  @Test
  void whoseOldFobWasRetiredAndWhoseNewOneCameBackGetsAnother() {
    var campaign = clerks.allocated("late", 4, 8);
    clerks.ship(campaign);
    town.run(
        "UPDATE token SET suspension = 'STAFF', version = version + 1, epoch = epoch + 1"
            + " WHERE institution = $1 AND serial = $2",
        Tuple.of("late", clerks.member(campaign, 2).oldSerial()));
    retireAll(campaign, 4);
    assertEquals(4, clerks.count(campaign, "retired"));
    clerks.bookIn("late", "SY00000001", "SY00000002", "SY00000003"); // undelivered
    startsAnother("late", "SY00000008", clerks.member(campaign, 3));
    var counts = clerks.counts(campaign);
    assertEquals(2, counts.getLong("waiting"), counts::encode);
    assertEquals(1, counts.getLong("retired"));
    assertEquals(1, counts.getLong("lost"));

    assertEquals(new Outcome.Done(2, true), clerks.allocate(campaign));
    assertEquals(2, clerks.count(campaign, "allocated"));
    var packed = Slip.of(town.pool(), campaign).some(0, 2);
    assertEquals(
        List.of("SY00000005", "SY00000006"),
        packed.stream().map(Progress.Member::newSerial).toList());
    assertEquals(new Outcome.Done(0, true), clerks.undoLeftOver(campaign));
    assertEquals(new Outcome.Done(2, true), clerks.ship(campaign));
    assertEquals(3, clerks.count(campaign, "retired"));
    clerks.starts("late", "SY00000005");
    counts = clerks.counts(campaign);
    assertEquals(1, counts.getLong("started"), counts::encode);
    assertEquals(2, counts.getLong("retired"));
    assertEquals(new Outcome.Done(0, true), clerks.allocate(campaign));
  }

  @Test
  void whoStartsAnotherAfterTheirOldOneWasRetiredIsLeftOver() {
    var campaign = clerks.allocated("else", 2, 4);
    clerks.ship(campaign);
    retireAll(campaign, 2);
    clerks.bookIn("else", "SY00000001");
    assertEquals(new Outcome.Done(1, true), clerks.allocate(campaign));
    startsAnother("else", "SY00000004", clerks.member(campaign, 1));
    assertEquals(1, clerks.count(campaign, "leftOver"));
    assertEquals(new Outcome.Done(0, true), clerks.ship(campaign));
    assertEquals(new Outcome.Done(1, true), clerks.undoLeftOver(campaign));
    assertEquals(new Outcome.Done(0, true), clerks.allocate(campaign));
    assertEquals("{\"CHANGED\":1}", clerks.counts(campaign).getJsonObject("leftOutBy").encode());
  }

  /** By another way than the campaign's. */
  private static void startsAnother(String bank, String serial, Progress.Member member) {
    new Allocation(town.pool(), town.terms())
        .allocate(
            bank,
            new SerialNumber(serial),
            new Owner(member.contract(), member.user()),
            Town.KEEPER,
            town.now());
    clerks.starts(bank, serial);
  }

  @Test
  void whereMembersAreLeftWithoutItIsClosedByTheirCount() {
    var campaign = clerks.allocated("closing", 4, 4);
    clerks.ship(campaign, "SY00000001", "SY00000002");
    assertEquals(Reason.UNSHIPPED, refused(clerks.close(campaign, 2)).reason());
    clerks.undo(campaign);
    clerks.ends("closing", clerks.member(campaign, 1).oldSerial(), "EXCHANGED");
    clerks.starts("closing", "SY00000001");
    for (long count : List.of(0L, 2L, 4L)) {
      var refused = refused(clerks.close(campaign, count));
      assertEquals(Reason.COUNT_DIFFERS, refused.reason());
      assertEquals(3, refused.needed()); // one uses the old one still, and two wait
    }
    assertEquals(new Outcome.Done(0, true), clerks.close(campaign, 3));
    assertEquals(State.CLOSED, clerks.state(campaign));
    assertEquals(new Outcome.Done(0, true), clerks.close(campaign, 0));
    assertEquals(Reason.WRONG_STATE, refused(clerks.retire(campaign, 1)).reason());

    var done = clerks.allocated("closed", 1, 1);
    clerks.ship(done);
    clerks.ends("closed", clerks.member(done, 1).oldSerial(), "STOPPED");
    assertEquals(new Outcome.Done(0, true), clerks.close(done, 0));
  }

  private static Refused refused(Outcome outcome) {
    return assertInstanceOf(Refused.class, outcome);
  }
}
