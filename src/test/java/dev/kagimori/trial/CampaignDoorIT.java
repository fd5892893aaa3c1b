package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Contract;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swap campaigns at the doors: files, repetitions, and what becomes of who is late. */
class CampaignDoorIT {
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

  private static HttpResponse<InputStream> file(Clerk clerk, int campaign, String name) {
    return new Passage(bank).fetch(clerk, "/v1/stock/campaigns/" + campaign + "/" + name);
  }

  private static String text(HttpResponse<InputStream> response) throws IOException {
    try (var body = response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonObject refused(ProblemCode code, HttpResponse<InputStream> response)
      throws IOException {
    var body = text(response);
    Contract.checkProblem(code, response.statusCode(), body);
    return new JsonObject(body);
  }

  private static Operator.Told command(SwapTown town, String name, int campaign, String... more) {
    var all =
        Stream.concat(
            Stream.of("campaign", name, "--institution", town.bank.id, "" + campaign),
            Stream.of(more));
    return operator.stock(all.toArray(String[]::new));
  }

  @Test
  void whatFobsArePackedWithIsFetched() throws IOException {
    var town = new SwapTown(bank, "papers", 3, 3);
    int campaign = town.campaign("all");
    var early = refused(ProblemCode.WRONG_STATE, file(town.keeper, campaign, "shipping-list"));
    assertEquals("NOTHING_TO_PACK", early.getString("reason"));
    town.step("allocateCampaign", campaign).expect(200);

    var list = file(town.keeper, campaign, "shipping-list");
    assertEquals("text/csv; charset=utf-8", list.headers().firstValue("Content-Type").get());
    var lines = text(list).lines().toList();
    var typed = directory.resolve("papers.csv");
    Files.writeString(typed, "of before, for all to read");
    Files.setPosixFilePermissions(typed, PosixFilePermissions.fromString("rw-r--r--"));
    command(town, "shipping-list", campaign, "-o", typed.toString()).expect(0);
    assertEquals(Files.readAllLines(typed), lines);
    var labels = directory.resolve("labels.pdf");
    command(town, "labels", campaign, "-o", labels.toString()).expect(0);
    for (var paper : List.of(typed, labels))
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(paper)));
    assertEquals(4, lines.size());
    for (var kind : List.of("labels", "letters")) {
      var pdf = file(town.keeper, campaign, kind);
      assertEquals("application/pdf", pdf.headers().firstValue("Content-Type").get());
      assertEquals(
          "attachment; filename=\"campaign-%d-%s-1-of-1.pdf\"".formatted(campaign, kind),
          pdf.headers().firstValue("Content-Disposition").get());
      assertTrue(text(pdf).startsWith("%PDF-"));
      var behind = refused(ProblemCode.MALFORMED, file(town.keeper, campaign, kind + "?part=2"));
      assertTrue(behind.encode().contains("\"pointer\":\"/part\""), behind.encode());
      refused(ProblemCode.NOT_FOUND, file(town.keeper, 1_000_000, kind));
    }
    var teller = Clerk.of(town.bank, "teller", Role.TELLER);
    assertEquals(lines, text(file(teller, campaign, "shipping-list")).lines().toList());
    refused(ProblemCode.FORBIDDEN, file(teller, campaign, "labels"));
    assertEquals(
        List.of("GET_LABELS", "GET_LETTERS", "GET_SHIPPING_LIST", "GET_SHIPPING_LIST"),
        town.column(
            """
            SELECT details ->> 'duty' FROM audit
            WHERE institution = $1 AND reason IS NULL AND details ->> 'campaign' IS NOT NULL
              AND action = 'LOOK_UP' ORDER BY 1
            """));

    town.step("shipCampaign", campaign).expect(200);
    var late = refused(ProblemCode.WRONG_STATE, file(town.keeper, campaign, "labels"));
    assertEquals("NOTHING_TO_PACK", late.getString("reason"));
    command(town, "labels", campaign, "-o", typed.toString()).expect(1);
  }

  @Test
  void aStepIsDoneOnceForEachKey() {
    var town = new SwapTown(bank, "keys", 3, 3);
    int campaign = town.campaign("all");
    var allocate = town.call("allocateCampaign", campaign).header("Idempotency-Key", "a");
    var paused = town.call("pauseCampaign", campaign).with(new JsonObject());
    paused.expect(200);
    var refused = allocate.header("Idempotency-Key", "p").with(new JsonObject());
    assertEquals("PAUSED", refused.expect(ProblemCode.WRONG_STATE).text("reason"));
    town.call("resumeCampaign", campaign).with(new JsonObject()).expect(200);
    assertEquals("PAUSED", refused.expect(ProblemCode.WRONG_STATE).text("reason"));

    for (int n = 0; n < 3; n++) {
      var done = allocate.with(new JsonObject()).expect(200).json();
      assertEquals(new JsonObject().put("fobs", 3).put("finished", true), done);
    }
    allocate.with(new JsonObject().put("partial", true)).expect(ProblemCode.IDEMPOTENCY_MISMATCH);
    assertEquals(0, town.step("allocateCampaign", campaign).expect(200).json().getInteger("fobs"));

    // the same words mean another thing of another step, and to another campaign
    var ship = town.call("shipCampaign", campaign).header("Idempotency-Key", "a");
    assertEquals(3, ship.with(new JsonObject()).expect(200).json().getInteger("fobs"));
    assertEquals(3, ship.with(new JsonObject()).expect(200).json().getInteger("fobs"));
    ship.with(Campaigns.serials("GM00000001")).expect(ProblemCode.IDEMPOTENCY_MISMATCH);
    town.call("shipCampaign", 1_000_000)
        .header("Idempotency-Key", "a")
        .with(new JsonObject())
        .expect(ProblemCode.NOT_FOUND);
  }

  @Test
  void aStepThatWasBrokenOffGoesOnUnderItsKey() {
    var town = new SwapTown(bank, "broken", 3, 3);
    int campaign = town.campaign("all");
    town.step("allocateCampaign", campaign).expect(200);
    town.step("shipCampaign", campaign).expect(200);
    bank.time.pass(Duration.ofDays(150)); // behind the last day
    var retire =
        town.call("retireCampaign", campaign)
            .header("Idempotency-Key", "r")
            .with(new JsonObject().put("count", 3));
    assertEquals(3, retire.expect(200).json().getInteger("fobs"));
    // as if it had ended before its answer was kept
    town.column("UPDATE idempotency SET answer = NULL WHERE institution = $1 RETURNING key");
    assertEquals(new JsonObject().put("fobs", 0).put("finished", true), retire.expect(200).json());
    assertEquals(new JsonObject().put("fobs", 0).put("finished", true), retire.expect(200).json());
    bank.time.pass(Duration.ofSeconds(1));
    var other = retire.header("Idempotency-Key", "s").expect(ProblemCode.WRONG_STATE);
    assertEquals("COUNT_DIFFERS", other.text("reason"));
    retire.with(new JsonObject().put("count", 2)).expect(ProblemCode.IDEMPOTENCY_MISMATCH);
  }

  @Test
  void whatHadToWaitForAnotherStepIsDoneOnceUnderItsKey() {
    var town = new SwapTown(bank, "busy", 2, 2);
    int campaign = town.campaign("all");
    var allocate =
        town.call("allocateCampaign", campaign)
            .header("Idempotency-Key", "b")
            .with(new JsonObject());
    var pause =
        town.call("pauseCampaign", campaign).header("Idempotency-Key", "b").with(new JsonObject());
    Tx.in(
        bank.backstage().pool(),
        db -> {
          db.query("SET LOCAL idle_in_transaction_session_timeout = '60s'").execute().await();
          var held =
              db.preparedQuery(
                      "SELECT FROM campaign WHERE institution = $1 AND campaign = $2 FOR UPDATE")
                  .execute(Tuple.of(town.bank.id, campaign))
                  .await();
          for (var call : List.of(allocate, pause)) {
            var busy = call.expect(ProblemCode.WRONG_STATE);
            assertEquals("BUSY", busy.text("reason"));
            assertEquals("DRAFT", busy.text("state"));
          }
          return held;
        });
    var done = new JsonObject().put("fobs", 2).put("finished", true);
    for (int n = 0; n < 2; n++) assertEquals(done, allocate.expect(200).json());
    pause.expect(200);
    assertEquals(
        List.of("1"),
        town.column(
            "SELECT count(*) FROM audit WHERE institution = $1 AND details ->> 'step' = 'PAUSE'"));
    assertEquals(2, town.counts(campaign).getInteger("allocated"));
  }

  @Test
  void whoseOldFobWasRetiredAndWhoseNewOneCameBackStartsAnother() {
    var town = new SwapTown(bank, "late", 3, 4);
    int campaign = town.campaign("all");
    town.step("allocateCampaign", campaign).expect(200);
    town.step("shipCampaign", campaign).expect(200);
    bank.time.pass(Duration.ofDays(150)); // behind the last day
    town.call("retireCampaign", campaign).with(new JsonObject().put("count", 3)).expect(200);
    // one after the other, as of all of a campaign's
    assertEquals(
        List.of("3"),
        town.column(
            """
            SELECT count(DISTINCT next_at) FROM mail
            WHERE institution = $1 AND kind = 'REVOKED'
            """));
    var late = town.users.getFirst();
    var undelivered = town.newOf(campaign, late).serial();
    var back = Campaigns.serials(undelivered).put("branch", "HQ").put("why", "undelivered");
    town.keeper.call("returnFobs").with(back).expect(200);
    assertEquals(1, town.counts(campaign).getInteger("waiting"));

    assertEquals(1, town.step("allocateCampaign", campaign).expect(200).json().getInteger("fobs"));
    var next = town.newOf(campaign, late);
    assertNotEquals(undelivered, next.serial());
    assertEquals(1, town.step("shipCampaign", campaign).expect(200).json().getInteger("fobs"));
    assertEquals(
        List.of("4"),
        town.column("SELECT count(*) FROM mail WHERE institution = $1 AND kind = 'SHIPPED'"));
    var shown = late.customer().shown(next);
    shown.put("nextCode", late.customer().held(next).nextCode()); // it lay for months
    late.customer().call("start").with(shown).expect(201);
    bank.time.nextStep();
    assertEquals(1, town.counts(campaign).getInteger("started"));
    assertEquals(2, town.counts(campaign).getInteger("retired"));
  }

  @Test
  void eachFobThatIsNotShippedIsNamed() {
    var town = new SwapTown(bank, "named", 3, 4);
    int campaign = town.campaign("all");
    town.step("allocateCampaign", campaign).expect(200);
    var fobs = town.members(campaign).stream().map(one -> one.getString("newSerial")).toList();
    town.call("shipCampaign", campaign).with(Campaigns.serials(fobs.getFirst())).expect(200);

    var told =
        town.call("shipCampaign", campaign)
            .with(Campaigns.serials(fobs.getFirst(), "XX00000001", fobs.get(1)))
            .expect(200)
            .json();
    var not =
        new JsonArray()
            .add(new JsonObject().put("serial", fobs.getFirst()).put("reason", "ALREADY"))
            .add(new JsonObject().put("serial", "XX00000001").put("reason", "UNKNOWN_SERIAL"));
    assertEquals(
        new JsonObject().put("fobs", 1).put("finished", true).put("notShipped", not), told);

    var typed = command(town, "ship", campaign, fobs.get(1), fobs.get(2)).expect(1);
    assertTrue(typed.err().contains(fobs.get(1)), typed::toString);
    assertFalse(typed.err().contains(fobs.get(2)), typed::toString);
    var json = command(town, "ship", campaign, "--json", fobs.get(2)).expect(1).out();
    assertEquals(
        "ALREADY",
        new JsonObject(json).getJsonArray("notShipped").getJsonObject(0).getString("reason"));
    assertEquals(0, new JsonObject(json).getInteger("fobs"));
    command(town, "ship", campaign).expect(0);
    command(town, "ship", campaign, "nonsense!").expect(1);
  }

  @Test
  void aFobThatStaysInUseIsNoReturn() {
    var town = new SwapTown(bank, "backs", 2, 2);
    int campaign = town.campaign("all");
    town.step("allocateCampaign", campaign).expect(200);
    town.step("shipCampaign", campaign).expect(200);
    town.exchange(campaign, town.users.getFirst());
    var over = town.users.getFirst().fob().serial();
    var inUse = town.users.getLast().fob().serial();
    var told = command(town, "return", campaign, over, inUse, "XX00000001").expect(1);
    assertTrue(told.out().contains(over), told::toString);
    for (var left : List.of(inUse, "XX00000001")) assertTrue(told.err().contains(left), told.err());
    assertTrue(told.err().contains("IN_USE") && told.err().contains("NOT_IN_CAMPAIGN"), told.err());
    var json = command(town, "return", campaign, "--json", over, inUse).expect(1).out();
    assertEquals(
        new JsonArray()
            .add(new JsonObject().put("serial", over).put("result", "ALREADY"))
            .add(new JsonObject().put("serial", inUse).put("result", "IN_USE")),
        new JsonObject(json).getJsonArray("returns"));
    command(town, "return", campaign, over).expect(0);
  }
}
