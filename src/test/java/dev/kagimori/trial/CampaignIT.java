package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swap campaigns over HTTP, by two instances, with fobs that show codes. */
class CampaignIT {
  @TempDir static Path directory;
  private static TestBank bank;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  void aTownsFobsAreSwapped() throws IOException {
    var town = new SwapTown(bank, "swapped", 12, 15);
    var asked = town.users.getLast().customer();
    town.column(
        """
        INSERT INTO issue (institution, issue, contract, user_id, kind, state, business_day,
                           receipt_number, issued_at)
        VALUES ($1, gen_random_uuid(), '%s', 'user', 'HARDWARE', 'REQUESTED', '2026-11-21', 1,
                '2026-11-21T00:00:00Z')
        """
            .formatted(asked.contract()));
    int campaign = town.campaign("all");
    assertEquals(12, town.counts(campaign).getInteger("waiting"));
    town.step("shipCampaign", campaign).expect(ProblemCode.WRONG_STATE);

    var allocated = town.step("allocateCampaign", campaign).expect(200).json();
    assertEquals(12, allocated.getInteger("fobs"));
    assertTrue(allocated.getBoolean("finished"));
    assertEquals(0, town.step("allocateCampaign", campaign).expect(200).json().getInteger("fobs"));
    assertEquals(12, town.counts(campaign).getInteger("allocated"));
    assertEquals(
        List.of("ALLOCATED"), town.column("SELECT state FROM issue WHERE institution = $1"));
    var pairs = town.members(campaign);
    assertEquals(
        pairs.stream().map(member -> member.getString("newSerial")).sorted().toList(),
        pairs.stream().map(member -> member.getString("newSerial")).toList());
    town.step("closeCampaign", campaign).expect(ProblemCode.WRONG_STATE);
    papers(town, campaign);

    var first = town.newOf(campaign, town.users.getFirst()).serial();
    var scanned = town.call("shipCampaign", campaign).with(Campaigns.serials(first)).expect(200);
    assertEquals(1, scanned.json().getInteger("fobs"));
    assertEquals(11, town.step("shipCampaign", campaign).expect(200).json().getInteger("fobs"));
    assertEquals(0, town.step("shipCampaign", campaign).expect(200).json().getInteger("fobs"));
    assertEquals(
        List.of("12"),
        town.column("SELECT count(*) FROM mail WHERE institution = $1 AND kind = 'SHIPPED'"));
    assertEquals(List.of("SHIPPED"), town.column("SELECT state FROM issue WHERE institution = $1"));

    town.users.subList(0, 7).forEach(user -> town.exchange(campaign, user));
    var counts = town.counts(campaign);
    assertEquals(7, counts.getInteger("exchanged"));
    assertEquals(5, counts.getInteger("shipped"));
    reminds(town, campaign);

    // one stops by themselves: a fob is left over, and nothing breaks
    town.users.get(7).customer().stop(town.users.get(7).fob()).expect(201);
    assertEquals(1, town.counts(campaign).getInteger("leftOver"));
    retires(town, campaign);
    returns(town, campaign);
    town.step("closeCampaign", campaign).expect(200);
    town.step("remindCampaign", campaign).expect(ProblemCode.WRONG_STATE);
  }

  private static void papers(SwapTown town, int campaign) throws IOException {
    var operator = Operator.of(bank, directory);
    var list = directory.resolve("list.csv");
    command(operator, town, "shipping-list", campaign, "-o", list.toString());
    var lines = Files.readAllLines(list);
    assertEquals("branch,shelf,box,newSerial,oldSerial,contract,user,member", lines.getFirst());
    assertEquals(13, lines.size());
    for (var kind : List.of("labels", "letters")) {
      var file = directory.resolve(kind + ".pdf");
      command(operator, town, kind, campaign, "-o", file.toString());
      var head = new String(Files.readAllBytes(file), 0, 5, StandardCharsets.US_ASCII);
      assertEquals("%PDF-", head);
    }
    var shown = command(operator, town, "show", campaign, "--json").out();
    assertEquals(12, new JsonObject(shown).getJsonObject("counts").getInteger("allocated"), shown);
  }

  private static Operator.Told command(
      Operator operator, SwapTown town, String name, int campaign, String... more) {
    var all =
        Stream.concat(
            Stream.of("campaign", name, "--institution", town.bank.id, "" + campaign),
            Stream.of(more));
    return operator.stock(all.toArray(String[]::new)).expect(0);
  }

  private static void reminds(SwapTown town, int campaign) {
    assertEquals(0, town.step("remindCampaign", campaign).expect(200).json().getInteger("fobs"));
    bank.time.pass(Duration.ofDays(14));
    town.step("pauseCampaign", campaign).expect(200);
    town.step("remindCampaign", campaign).expect(ProblemCode.WRONG_STATE);
    town.step("resumeCampaign", campaign).expect(200);
    for (int expected : List.of(5, 0))
      assertEquals(
          expected, town.step("remindCampaign", campaign).expect(200).json().getInteger("fobs"));
    var now = town.call("remindCampaign", campaign).with(new JsonObject().put("number", 1));
    assertEquals(0, now.expect(200).json().getInteger("fobs"));
    assertEquals(
        List.of("5"),
        town.column("SELECT count(*) FROM mail WHERE institution = $1 AND kind = 'SWAP_REMINDER'"));
    assertEquals(5, town.counts(campaign).getInteger("reminded"));
  }

  private static void retires(SwapTown town, int campaign) {
    var four = new JsonObject().put("count", 4);
    var early = town.call("retireCampaign", campaign).with(four);
    assertEquals("TOO_EARLY", early.expect(ProblemCode.WRONG_STATE).text("reason"));
    bank.time.pass(Duration.ofDays(130)); // and 14 that they were reminded after
    var five = town.call("retireCampaign", campaign).with(new JsonObject().put("count", 5));
    assertEquals("4", five.expect(ProblemCode.WRONG_STATE).text("needed"));
    var done = town.call("retireCampaign", campaign).with(four).expect(200).json();
    assertEquals(4, done.getInteger("fobs"));
    assertEquals(4, town.counts(campaign).getInteger("retired"));
    for (var user : town.users.subList(8, 12))
      assertEquals("REVOKED", town.stateOf(user.fob().serial()));
    // who was late can start the new one still
    var late = town.users.get(8);
    var next = town.newOf(campaign, late);
    var shown = late.customer().shown(next);
    shown.put("nextCode", late.customer().held(next).nextCode()); // it lay for months
    late.customer().call("start").with(shown).expect(201);
    bank.time.nextStep();
    assertEquals(1, town.counts(campaign).getInteger("started"));
  }

  private static void returns(SwapTown town, int campaign) {
    var exchanged = town.users.getFirst().fob().serial();
    var revoked = town.users.getLast().fob().serial();
    var inUse = town.newOf(campaign, town.users.getFirst()).serial();
    var call =
        town.call("bookCampaignReturns", campaign)
            .with(Campaigns.serials(exchanged, revoked.toLowerCase(Locale.ROOT), inUse));
    assertEquals(List.of("RETURNED", "RETURNED", "NOT_IN_CAMPAIGN"), results(call));
    assertEquals(List.of("ALREADY", "ALREADY", "NOT_IN_CAMPAIGN"), results(call));
    assertEquals("RETIRED", town.stateOf(exchanged));
    assertEquals(2, town.counts(campaign).getInteger("returned"));
    var kinds =
        town.keeper.about(exchanged, "lookUpFob").expect(200).json().getJsonArray("movements");
    assertEquals("SCRAPPED", kinds.getJsonObject(0).getString("kind"));
    assertEquals("RETURNED", kinds.getJsonObject(1).getString("kind"));
  }

  private static List<String> results(Request call) {
    return call.expect(200).json().getJsonArray("returns").stream()
        .map(result -> ((JsonObject) result).getString("result"))
        .toList();
  }

  @Test
  void whatWasNotShippedIsTakenBack() {
    var town = new SwapTown(bank, "undone", 4, 6);
    int campaign = town.campaign("all");
    town.step("allocateCampaign", campaign).expect(200);
    var shipped = town.members(campaign).getFirst().getString("newSerial");
    town.call("shipCampaign", campaign).with(Campaigns.serials(shipped)).expect(200);
    town.users.getLast().customer().stop(town.users.getLast().fob()).expect(201);
    var leftOver = new JsonObject().put("leftOver", true);
    var last = town.call("undoCampaign", campaign).with(leftOver).expect(200).json();
    int gone = last.getInteger("fobs");
    assertEquals(1, gone);
    assertEquals(2, town.step("undoCampaign", campaign).expect(200).json().getInteger("fobs"));
    assertEquals(
        List.of("5"),
        town.column(
            "SELECT count(*) FROM token WHERE institution = $1 AND state = 'IN_STOCK'"
                + " AND owner_user IS NULL"));
    assertEquals("ALLOCATED", town.call("getCampaign", campaign).expect(200).text("state"));
    assertEquals(1, town.counts(campaign).getInteger("shipped"));

    assertEquals(2, town.step("allocateCampaign", campaign).expect(200).json().getInteger("fobs"));
    var counts = town.counts(campaign);
    assertEquals(1, counts.getJsonObject("leftOutBy").getInteger("CHANGED"));
    assertEquals(2, counts.getInteger("allocated"));
  }

  @Test
  void shortOfStockNobodyGetsAnythingUnlessSomeMay() {
    var town = new SwapTown(bank, "short", 3, 2);
    int campaign = town.campaign("all");
    var refused = town.step("allocateCampaign", campaign).expect(ProblemCode.WRONG_STATE);
    assertEquals("SHORT", refused.text("reason"));
    assertEquals("3", refused.text("needed"));
    assertEquals("2", refused.text("available"));
    assertEquals(3, town.counts(campaign).getInteger("waiting"));
    var partial = new JsonObject().put("partial", true);
    var some = town.call("allocateCampaign", campaign).with(partial).expect(200).json();
    assertEquals(2, some.getInteger("fobs"));
    town.deliver(SwapTown.NEW, 1);
    assertEquals(1, town.step("allocateCampaign", campaign).expect(200).json().getInteger("fobs"));
  }

  @Test
  void oneDefectiveFobIsACampaignOfOne() {
    var town = new SwapTown(bank, "single", 3, 3);
    var defective = town.users.getFirst();
    int campaign = town.campaign("one", Campaigns.serials(defective.fob().serial()));
    town.step("allocateCampaign", campaign).expect(200);
    town.step("shipCampaign", campaign).expect(200);
    town.exchange(campaign, defective);
    assertEquals(1, town.counts(campaign).getInteger("exchanged"));
    defective.customer().verify(town.newOf(campaign, defective)).expectResult("ACCEPTED");

    // who is in one campaign, or waits for a fob already, is left out of another
    int other = town.campaign("other", Campaigns.serials(town.users.get(1).fob().serial()));
    town.step("allocateCampaign", other).expect(200);
    int third = town.campaign("third", Campaigns.make(town.prefix(SwapTown.OLD)));
    assertEquals(
        1,
        town.counts(third).getJsonObject("leftOutBy").getInteger("ON_ITS_WAY"),
        town.counts(third)::encode);
  }

  @Test
  void aCampaignThatMakesNoSenseIsNotMade() {
    var town = new SwapTown(bank, "senseless", 1, 1);
    var make = Campaigns.make(town.prefix(SwapTown.OLD));
    var next = town.prefix(SwapTown.NEW);
    var call = town.keeper.call("makeCampaign");
    call.with(town.plan("a", new JsonObject(), next)).expect(ProblemCode.MALFORMED);
    call.with(town.plan("a", make, "ZZ")).expect(ProblemCode.MALFORMED);
    call.with(town.plan("a", make, "VS")).expect(ProblemCode.MALFORMED);
    call.with(town.plan("a", make, next).put("oldUntil", "2027-02-30"))
        .expect(ProblemCode.MALFORMED);
    var nobody = call.with(town.plan("a", Campaigns.make(next), next));
    assertEquals("EMPTY", nobody.expect(ProblemCode.WRONG_STATE).text("reason"));
    int first = call.with(town.plan("a", make, next)).expect(201).json().getInteger("campaign");
    var again = call.with(town.plan("a", make, next));
    assertEquals("NAME_TAKEN", again.expect(ProblemCode.WRONG_STATE).text("reason"));
    town.call("getCampaign", 2_000_000_000).expect(ProblemCode.NOT_FOUND);
    town.step("allocateCampaign", 2_000_000_000).expect(ProblemCode.NOT_FOUND);
    var battery = new JsonObject().put("batteryBefore", "2026-11-30");
    var fresh = call.with(town.plan("b", battery, next));
    assertEquals("EMPTY", fresh.expect(ProblemCode.WRONG_STATE).text("reason"));
    town.call("closeCampaign", first).with(new JsonObject().put("count", 1)).expect(200);
    call.with(town.plan("b", battery.put("batteryBefore", "2046-12-01"), next)).expect(201);
  }
}
