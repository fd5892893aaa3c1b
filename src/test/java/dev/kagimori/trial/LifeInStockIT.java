package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fob's way from the box to its user and back, at the stock's door and at the command line. */
class LifeInStockIT {
  private static final JsonObject WHY = new JsonObject().put("why", "told at the counter");

  @TempDir static Path directory;
  private static TestBank bank;
  private static Operator operator;
  private static Institution minato;
  private static Clerk keeper;
  private static Clerk teller;

  @BeforeAll
  static void open() throws IOException {
    bank = TestBank.open(directory);
    operator = Operator.of(bank, directory);
    minato = bank.institution("stock", new JsonObject());
    keeper = Clerk.of(minato, "keeper", Role.STOCK_KEEPER);
    teller = Clerk.of(minato, "teller", Role.TELLER);
    branch("NAGOYA", "名古屋支店");
  }

  @AfterAll
  static void close() {
    assertEquals(List.of(), Books.violations(bank.backstage().pool(), minato.id));
    bank.close();
  }

  private static void branch(String code, String name) {
    keeper
        .call("putBranch")
        .with(new JsonObject().put("branch", code).put("name", name))
        .expect(200);
  }

  private static Reply move(JsonObject fobs, JsonObject to) {
    return keeper
        .call("moveFobs")
        .with(new JsonObject().put("fobs", fobs).put("to", to))
        .expect(200);
  }

  private static JsonObject serials(Fob... fobs) {
    var serials = new JsonArray();
    for (var fob : fobs) serials.add(fob.serial());
    return new JsonObject().put("serials", serials);
  }

  private static JsonObject sheet(Fob fob) {
    return keeper.about(fob.serial(), "lookUpFob").expect(200).json();
  }

  private static List<String> movements(Fob fob) {
    return sheet(fob).getJsonArray("movements").stream()
        .map(movement -> ((JsonObject) movement).getString("kind"))
        .toList();
  }

  private static Reply bookIn(String... typed) {
    var serials = new JsonArray();
    for (var one : typed) serials.add(one);
    return teller
        .call("returnFobs")
        .with(WHY.copy().put("serials", serials).put("branch", "NAGOYA").put("shelf", "R1"))
        .send();
  }

  private static Reply scrap(Fob fob) {
    return keeper
        .call("scrapFobs")
        .with(WHY.copy().put("fobs", serials(fob)).put("reason", "BATTERY"))
        .expect(200);
  }

  private static void allocate(Fob fob, Customer customer, int status) {
    var owner = new JsonObject().put("contract", customer.contract()).put("user", customer.user());
    keeper.about(fob.serial(), "allocateFob").with(owner).expect(status);
  }

  private static String reason(Reply reply) {
    return reply.json().getJsonArray("left").getJsonObject(0).getString("reason");
  }

  private static void checked(Fob fob) {
    bank.backstage()
        .pool()
        .preparedQuery(
            """
            UPDATE token SET inspection = 'CHECKED', version = version + 1
            WHERE institution = $1 AND serial = $2
            """)
        .execute(Tuple.of(minato.id, fob.serial()))
        .await();
  }

  @Test
  @DisplayName("from the box over the counter to its user and back, each step with who and when")
  void thereAndBack() {
    var fob = minato.deliver(1).getFirst();
    var hanako = minato.customer("c-there");
    move(serials(fob), new JsonObject().put("branch", "NAGOYA").put("box", "B-1"));
    assertEquals(
        1, move(new JsonObject().put("box", "B-1"), to("shelf", "A3")).json().getInteger("done"));
    assertEquals("A3", sheet(fob).getString("shelf"));

    allocate(fob, hanako, 200);
    keeper.about(fob.serial(), "withdrawFob").with(WHY).expect(200);
    assertEquals("IN_STOCK", sheet(fob).getString("state"));
    assertNull(sheet(fob).getJsonObject("owner"));
    allocate(fob, hanako, 200);

    var handed = new JsonObject().put("user", "user").put("identityCheckedBy", "運転免許証");
    var wrong =
        teller
            .about(fob.serial(), "handOverFob")
            .with(handed.copy().put("contract", "c-other"))
            .expect(ProblemCode.WRONG_STATE);
    assertEquals("NOT_THEIRS", wrong.text("reason"));
    teller.about(fob.serial(), "handOverFob").with(handed.put("contract", "c-there")).expect(200);
    teller.about(fob.serial(), "handOverFob").with(handed).expect(ProblemCode.WRONG_STATE);
    keeper.about(fob.serial(), "withdrawFob").with(WHY).expect(ProblemCode.WRONG_STATE);
    assertNull(sheet(fob).getString("box"));

    hanako.start(fob).expect(201);
    assertEquals("IN_USE", reason(bookIn(fob.serial()).expect(200)));
    bank.time.nextStep();
    hanako.stop(fob).expect(201);
    assertEquals("NOT_RETURNED", reason(move(serials(fob), to("shelf", "X"))));
    var typed = fullWidth(fob.serial().toLowerCase(Locale.ROOT));
    assertEquals(1, bookIn(typed).expect(200).json().getInteger("done"));
    assertEquals("R1", sheet(fob).getString("shelf"));
    assertEquals("RELEASED", sheet(fob).getString("state"));

    assertEquals(1, scrap(fob).json().getInteger("done"));
    assertEquals("SCRAPPED", reason(scrap(fob)));
    assertEquals("RETIRED", sheet(fob).getString("state"));
    assertEquals(
        List.of(
            "SCRAPPED",
            "RETURNED",
            "HANDED_OVER",
            "ALLOCATED",
            "WITHDRAWN",
            "ALLOCATED",
            "SHELVED",
            "SHELVED",
            "RECEIVED"),
        movements(fob));
    var first = sheet(fob).getJsonArray("movements").getJsonObject(7);
    assertEquals("staff:keeper", first.getString("by"));
    assertEquals("B-1", first.getJsonObject("details").getString("box"));
  }

  private static JsonObject to(String what, String where) {
    return new JsonObject().put(what, where);
  }

  private static String fullWidth(String text) {
    var wide = new StringBuilder();
    for (char c : text.toCharArray()) wide.append((char) (c - '!' + '！')).append(' ');
    return wide.toString();
  }

  @Test
  @DisplayName("what came back undelivered is in stock, and goes out only when it was checked anew")
  void undelivered() {
    var fob = minato.deliver(1).getFirst();
    var jiro = minato.customer("c-gone");
    allocate(fob, jiro, 200);
    assertEquals("NOT_SHIPPED", reason(bookIn(fob.serial()).expect(200)));
    assertEquals("ALLOCATED", reason(scrap(fob)));
    keeper.about(fob.serial(), "shipFob").expect(200);
    keeper.about(fob.serial(), "withdrawFob").with(WHY).expect(ProblemCode.WRONG_STATE);
    assertEquals(1, bookIn(fob.serial()).expect(200).json().getInteger("done"));
    var back = sheet(fob);
    assertEquals("IN_STOCK", back.getString("state"));
    assertEquals("RECHECK", back.getString("inspection"));
    assertNull(back.getString("shippedAt"));
    allocate(fob, jiro, 409);
    checked(fob);
    allocate(fob, jiro, 200);
    assertEquals(
        List.of("ALLOCATED", "RETURNED", "SHIPPED", "ALLOCATED", "RECEIVED"), movements(fob));
    assertEquals("IN_STOCK", reason(bookIn(minato.deliver(1).getFirst().serial()).expect(200)));
  }

  @Test
  @DisplayName("a request for a fob is open again when the fob set aside for it is withdrawn")
  void requests() {
    var kitahama = bank.institution("stock-asked", new JsonObject());
    var clerk = Clerk.of(kitahama, "keeper", Role.STOCK_KEEPER);
    var hanako = kitahama.customer("c-asks");
    Issues.request(hanako).expect(201);
    var fob = kitahama.deliver(1).getFirst();
    var owner = new JsonObject().put("contract", "c-asks").put("user", "user");
    clerk.about(fob.serial(), "allocateFob").with(owner).expect(200);
    clerk.about(fob.serial(), "withdrawFob").with(WHY).expect(200);
    assertEquals("REQUESTED", hanako.status().text("status"));
    clerk.about(fob.serial(), "allocateFob").with(owner).expect(200);
    clerk.about(fob.serial(), "shipFob").expect(200);
    assertEquals("SHIPPED", issue(kitahama));
    var serials = new JsonArray().add(fob.serial()).add("ZZ99999999");
    var back =
        clerk
            .call("returnFobs")
            .with(WHY.copy().put("serials", serials).put("branch", "HQ"))
            .expect(200)
            .json();
    assertEquals(1, back.getInteger("done"));
    assertEquals("UNKNOWN_SERIAL", back.getJsonArray("left").getJsonObject(0).getString("reason"));
    assertEquals("REQUESTED", issue(kitahama));
    assertEquals(List.of(), Books.violations(bank.backstage().pool(), kitahama.id));
  }

  private static String issue(Institution institution) {
    return bank.backstage()
        .pool()
        .preparedQuery("SELECT state FROM issue WHERE institution = $1")
        .execute(Tuple.of(institution.id))
        .await()
        .iterator()
        .next()
        .getString(0);
  }

  @Test
  @DisplayName("nothing goes to a branch that is not known or closed; the head office stays")
  void branches() {
    var fob = minato.deliver(1).getFirst();
    var asked = new JsonObject().put("fobs", serials(fob));
    for (var branch : List.of("NOWHERE", "CLOSED")) {
      var refused =
          keeper
              .call("moveFobs")
              .with(asked.copy().put("to", to("branch", branch)))
              .expect(ProblemCode.MALFORMED);
      assertTrue(refused.body().contains("店舗"), refused.body());
      if (branch.equals("NOWHERE")) branch("CLOSED", "旧支店");
      keeper
          .call("putBranch")
          .with(to("branch", "CLOSED").put("name", "旧支店").put("closed", true))
          .expect(200);
    }
    keeper
        .call("putBranch")
        .with(to("branch", "HQ").put("name", "本店").put("closed", true))
        .expect(ProblemCode.MALFORMED);
    keeper.call("moveFobs").with(asked.copy().put("to", new JsonObject())).expect(400);
    keeper
        .call("moveFobs")
        .with(
            new JsonObject()
                .put("fobs", serials(fob).put("box", "B-1"))
                .put("to", to("branch", "HQ")))
        .expect(ProblemCode.MALFORMED);
    assertTrue(keeper.call("getBranches").expect(200).body().contains("NAGOYA"));
  }

  @Test
  @DisplayName("a call that is repeated with its key moves nothing again")
  void repeated() {
    var fob = minato.deliver(1).getFirst();
    var call =
        keeper
            .call("moveFobs")
            .with(new JsonObject().put("fobs", serials(fob)).put("to", to("box", "ONCE")))
            .header("Idempotency-Key", "move-1");
    var first = call.expect(200);
    move(serials(fob), to("box", ""));
    assertEquals(first.body(), call.expect(200).body());
    assertNull(sheet(fob).getString("box"));
    assertEquals(List.of("SHELVED", "SHELVED", "RECEIVED"), movements(fob));
  }

  @Test
  @DisplayName("lists go on where they ended, by each index and beside it")
  void lists() {
    var fobs = minato.deliver(25).stream().map(Fob::serial).sorted().toList();
    var range = new JsonObject().put("from", fobs.getFirst()).put("to", fobs.getLast());
    var moved =
        keeper
            .call("moveFobs")
            .with(new JsonObject().put("fobs", list(fobs)).put("to", to("box", "LIST")));
    moved.expect(200);
    assertEquals(fobs, paged("box=LIST&limit=7"));
    assertEquals(fobs, paged("box=LIST&state=IN_STOCK&inspection=UNCHECKED&limit=7"));
    assertEquals(List.of(), paged("box=LIST&inspection=DEFECTIVE"));
    assertTrue(paged("state=IN_STOCK&limit=9").containsAll(fobs));
    assertTrue(paged("make=" + fobs.getFirst().substring(0, 4)).contains(fobs.getFirst()));
    assertEquals(List.of(), paged("delivery=99"));
    move(range, to("branch", "NAGOYA"));
    assertTrue(paged("branch=NAGOYA&limit=9").containsAll(fobs));
    assertTrue(paged("branch=NAGOYA&state=IN_STOCK").containsAll(fobs));
    assertFalse(paged("branch=HQ").contains(fobs.getFirst()));
    keeper.call("listFobs").query("after=?").expect(400);
  }

  private static JsonObject list(List<String> serials) {
    return new JsonObject().put("serials", new JsonArray(serials));
  }

  private static List<String> paged(String query) {
    var all = new ArrayList<String>();
    String next = "";
    while (next != null) {
      var page =
          keeper
              .call("listFobs")
              .query(query + (next.isEmpty() ? "" : "&after=" + next))
              .expect(200)
              .json();
      for (var fob : page.getJsonArray("fobs")) all.add(((JsonObject) fob).getString("serial"));
      next = page.getString("next");
    }
    return all;
  }

  @Test
  @DisplayName("a branch is low when what it gave in ninety days would use its stock up too soon")
  void low() {
    var osaka = bank.institution("stock-low", new JsonObject());
    var clerk = Clerk.of(osaka, "keeper", Role.STOCK_KEEPER);
    var fobs = osaka.deliver(10);
    var all = new JsonArray();
    fobs.forEach(fob -> all.add(fob.serial()));
    clerk
        .call("moveFobs")
        .with(
            new JsonObject()
                .put("fobs", new JsonObject().put("serials", all))
                .put("to", to("branch", "HQ")))
        .expect(200);
    assertEquals(0, clerk.call("getLowStock").expect(200).json().getInteger("low"));
    for (int n = 0; n < 8; n++) osaka.allocate(fobs.get(n), osaka.customer("c-low" + n));
    var report = clerk.call("getLowStock").expect(200).json();
    assertEquals(1, report.getInteger("low"), report::encode);
    var line = report.getJsonArray("lines").getJsonObject(0);
    assertEquals("SY", line.getString("make"), report::encode);
    assertEquals(0, line.getInteger("stock"));
    assertEquals(3, line.getInteger("used"));
    assertEquals(0, line.getInteger("daysLeft"));
    var again =
        fobs.stream().filter(fob -> fob.serial().startsWith("SY")).findFirst().orElseThrow();
    clerk.about(again.serial(), "withdrawFob").with(WHY).expect(200);
    assertEquals(0, clerk.call("getLowStock").expect(200).json().getInteger("low"));
    var counts = clerk.call("countFobs").expect(200).json();
    assertEquals(10, counts.getInteger("fobs"));
    assertEquals(3, counts.getJsonObject("states").getInteger("IN_STOCK"));
    assertEquals(Books.violations(bank.backstage().pool(), osaka.id), List.of());
    assertTrue(clerk.call("getBatteryReport").expect(200).json().containsKey("deliveries"));
  }

  @Test
  @DisplayName("whatever is done: the movements tell where a fob is, and the counts are right")
  void ledger() {
    var seed = Long.getLong("ledger.seed", 20_261_121);
    var random = new Random(seed);
    var sakai = bank.institution("stock-walk", new JsonObject());
    var clerk = Clerk.of(sakai, "clerk", Role.STOCK_KEEPER, Role.TELLER);
    clerk
        .call("putBranch")
        .with(new JsonObject().put("branch", "NAGOYA").put("name", "名古屋"))
        .expect(200);
    var customers = List.of(sakai.customer("c-1"), sakai.customer("c-2"));
    new LedgerWalk(clerk, sakai.deliver(4), customers, random).walk(160);
    assertEquals(
        List.of(), Books.violations(bank.backstage().pool(), sakai.id), "-Dledger.seed=" + seed);
  }

  @Test
  @DisplayName("the command line does the same")
  void commands() {
    var fob = minato.deliver(1).getFirst();
    var jiro = minato.customer("c-cli");
    var serial = fob.serial();
    stock("branch-add", "CLI", "窓口").expect(0);
    assertTrue(
        stock("move", "--serials", serial, "--to-branch", "NONE")
            .expect(1)
            .err()
            .contains("branch-add"));
    stock("move", "--serials", serial, "--to-branch", "CLI", "--to-box", "B-CLI").expect(0);
    assertTrue(stock("fobs", "--box", "B-CLI").expect(0).out().contains(serial));
    allocate(fob, jiro, 200);
    stock("withdraw", serial, "--why", "mistyped").expect(0);
    allocate(fob, jiro, 200);
    stock("ship", serial).expect(0);
    stock("hand-over", serial, "c-cli", "user", "--identity", "known").expect(1);
    stock("return", serial, "--why", "address unknown").expect(0);
    assertTrue(stock("return", serial, "--why", "again").expect(1).out().contains("IN_STOCK"));
    stock("scrap", "--serials", serial, "--reason", "DEFECT", "--why", "broken").expect(0);
    var shown = new JsonObject(stock("show", serial, "--json").expect(0).out());
    assertEquals("RETIRED", shown.getString("state"));
    assertTrue(
        shown.getJsonArray("movements").getJsonObject(0).getString("by").startsWith("operator:"));
    for (var look : List.of("count", "branches", "low", "battery"))
      assertFalse(stock(look).expect(0).out().isBlank());
    stock("show", "GM00000000").expect(1);
  }

  private static Operator.Told stock(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--institution", minato.id));
    return operator.stock(all.toArray(String[]::new));
  }
}
