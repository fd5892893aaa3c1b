package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of what a campaign does not do, and of the remedy. */
class CampaignWordsIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Operator operator;

  @BeforeAll
  static void open() throws IOException {
    bank = TestBank.open(directory);
    operator = Operator.of(bank, directory);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  private static Operator.Told command(SwapTown town, String name, int campaign, String... more) {
    var all =
        Stream.concat(
            Stream.of("campaign", name, "--institution", town.bank.id, "" + campaign),
            Stream.of(more));
    return operator.stock(all.toArray(String[]::new));
  }

  @Test
  void aPlanIsRefusedByItsFieldInBothLanguages() {
    var town = new SwapTown(bank, "plans", 1, 1);
    var make = Campaigns.make(town.prefix(SwapTown.OLD));
    var next = town.prefix(SwapTown.NEW);
    says(town, Campaigns.plan("a", new JsonObject(), next), "/whom", "at least 1", "1 件以上");
    says(
        town,
        Campaigns.plan("a", make, next).put("oldUntil", "2020-01-31"),
        "/oldUntil",
        "or later",
        "以降");
    says(town, Campaigns.plan("a", make, next, "ZZ"), "/replaceWith/1", next, next);
    says(
        town,
        Campaigns.plan("a", make, next).put("fromBranch", "NOWHERE"),
        "/fromBranch",
        "no branch that is open",
        "店舗");
    says(town, Campaigns.plan("a", Campaigns.make("ZZ"), next), "/whom/make", "in the books", "帳簿");
    var serials = Campaigns.serials(town.users.getFirst().fob().serial(), "GM99999999");
    says(town, Campaigns.plan("a", serials, next), "/whom/serials/1", "in the books", "帳簿");
    town.keeper
        .call("putBranch")
        .with(new JsonObject().put("branch", "SHUT").put("name", "旧支店").put("closed", true))
        .expect(200);
    says(
        town,
        Campaigns.plan("a", make, next).put("fromBranch", "SHUT"),
        "/fromBranch",
        "no branch that is open",
        "店舗");
    says(
        town,
        Campaigns.plan("a", make, next).put("remindAfterDays", new JsonArray().add(366)),
        "/remindAfterDays/0",
        "at most 365",
        "365");
    var none = town.keeper.call("getCampaigns").expect(200).json();
    assertEquals(new JsonArray(), none.getJsonArray("campaigns"));

    town.campaign("first");
    var again = town.keeper.call("makeCampaign").with(Campaigns.plan("b", make, next));
    var everybody = again.expect(ProblemCode.WRONG_STATE);
    assertEquals("ALL_LEFT_OUT", everybody.text("reason"));
    assertEquals(
        new JsonObject().put("IN_CAMPAIGN", 1), everybody.json().getJsonObject("leftOutBy"));
    assertTrue(everybody.text("detail").contains("leftOutBy"), everybody.body());
  }

  private static void says(SwapTown town, JsonObject plan, String pointer, String en, String ja) {
    var call = town.keeper.call("makeCampaign").with(plan);
    for (var language : List.of("en", "ja")) {
      var errors =
          call.header("Accept-Language", language)
              .expect(ProblemCode.MALFORMED)
              .json()
              .getJsonArray("errors");
      assertEquals(1, errors.size(), errors::encode);
      var error = errors.getJsonObject(0);
      assertEquals(pointer, error.getString("pointer"));
      var words = language.equals("en") ? en : ja;
      assertTrue(error.getString("reason").contains(words), error::encode);
    }
  }

  @Test
  void anOperatorIsToldWhyThereIsNoCampaign() throws IOException {
    var town = new SwapTown(bank, "typed", 1, 1);
    var list = Files.writeString(directory.resolve("list.txt"), "no!\n");
    var good = List.of("--make", town.prefix(SwapTown.OLD), "--old-until", "2100-01-31");
    notMade("There is no such institution.", "nobody", town, good);
    notMade("no open branch NOWHERE", town.bank.id, town, with(good, "--from-branch", "NOWHERE"));
    notMade("each 1 to 365", town.bank.id, town, with(good, "--remind-after", "0"));
    notMade(
        "or later",
        town.bank.id,
        town,
        List.of("--make", town.prefix(SwapTown.OLD), "--old-until", "2020-01-31"));
    notMade(
        "--list, line 1: no serial number: no!",
        town.bank.id,
        town,
        with(good, "--list", list.toString()));
    notMade("at least one of", town.bank.id, town, good.subList(2, 4));
    var unknown = List.of("--make", "ZZ", "--old-until", "2100-01-31");
    notMade("are named): --make ZZ.", town.bank.id, town, unknown);
    var users = Files.writeString(directory.resolve("users.txt"), "c-1/user\nc-1/usr\n");
    notMade(
        "are named): --list c-1/user, c-1/usr.",
        town.bank.id,
        town,
        with(good, "--list", users.toString()));
    for (var name : List.of("list", "show 1", "pause 1", "labels 1 -o x.pdf", "ship 1")) {
      var words = Stream.concat(Stream.of("campaign"), Stream.of(name.split(" ")));
      var all = Stream.concat(words, Stream.of("--institution", "nobody"));
      clean("There is no such institution.", operator.stock(all.toArray(String[]::new)));
    }
    clean("There is no such campaign.", command(town, "show", 1_000_000));
    for (var name : List.of("new", "list", "show", "ship", "return", "letters"))
      assertTrue(operator.stock("campaign", name, "--help").expect(0).out().contains("--json"));
  }

  private static List<String> with(List<String> good, String... more) {
    return Stream.concat(good.stream(), Stream.of(more)).toList();
  }

  private static void notMade(String why, String institution, SwapTown town, List<String> typed) {
    var begin = Stream.of("campaign", "new", "--institution", institution, "--name", "n");
    var next = Stream.of("--replace-with", town.prefix(SwapTown.NEW));
    var all = Stream.concat(Stream.concat(begin, next), typed.stream());
    clean(why, operator.stock(all.toArray(String[]::new)));
  }

  private static void clean(String why, Operator.Told told) {
    told.expect(1);
    assertTrue(told.err().contains(why), told.err());
    assertTrue(told.err().chars().anyMatch(c -> c > 0x3000), told.err());
    assertFalse(told.err().contains("\tat "), told.err());
  }

  @Test
  void whatItsStateDoesNotAllowIsRefusedWithWhatItDoes() {
    var town = new SwapTown(bank, "states", 2, 2);
    int campaign = town.campaign("all");
    impossible(town, campaign, "DRAFT", "allocate first", "割");
    state(town, "ALLOCATING");
    impossible(town, campaign, "ALLOCATING", "allocate again", "割");
    state(town, "UNDOING");
    impossible(town, campaign, "UNDOING", "undo again", "取り消し");
    state(town, "CLOSED");
    impossible(town, campaign, "CLOSED", "closed for good", "終了");
  }

  private static void state(SwapTown town, String state) {
    town.column(
        "UPDATE campaign SET state = '" + state + "' WHERE institution = $1 RETURNING state");
  }

  private static void impossible(SwapTown town, int campaign, String state, String en, String ja) {
    for (var language : Map.of("en", en, "ja", ja).entrySet()) {
      var refused =
          town.call("shipCampaign", campaign)
              .header("Accept-Language", language.getKey())
              .with(new JsonObject())
              .expect(ProblemCode.WRONG_STATE);
      assertEquals("WRONG_STATE", refused.text("reason"));
      assertEquals(state, refused.text("state"));
      var detail = refused.text("detail");
      assertTrue(detail.contains(state) && detail.contains(language.getValue()), detail);
    }
    var told = command(town, "ship", campaign).expect(1);
    assertTrue(told.err().contains(state) && told.err().contains(en), told.err());
    assertTrue(told.err().contains(ja), told.err());
  }

  @Test
  void whoeverClosesItSaysHowManyAreLeftWithout() {
    var town = new SwapTown(bank, "closing", 3, 3);
    int campaign = town.campaign("all");
    town.step("allocateCampaign", campaign).expect(200);
    town.step("shipCampaign", campaign).expect(200);
    town.exchange(campaign, town.users.getFirst());
    var close = town.call("closeCampaign", campaign);
    for (var body : List.of(new JsonObject(), new JsonObject().put("count", 3))) {
      var refused = close.with(body).expect(ProblemCode.WRONG_STATE);
      assertEquals("COUNT_DIFFERS", refused.text("reason"));
      assertEquals("2", refused.text("needed"));
    }
    var told = command(town, "close", campaign).expect(1);
    assertTrue(told.err().contains("give --confirm 2"), told.err());
    assertTrue(told.err().contains("2 人"), told.err());
    command(town, "close", campaign, "--confirm", "1").expect(1);
    var two = close.header("Idempotency-Key", "c").with(new JsonObject().put("count", 2));
    for (int n = 0; n < 2; n++) two.expect(200);
    command(town, "close", campaign, "--confirm", "2").expect(0);
    assertEquals("CLOSED", town.call("getCampaign", campaign).expect(200).text("state"));
    close.with(new JsonObject()).expect(200);
  }
}
