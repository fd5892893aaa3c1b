package dev.kagimori.trial;

import static dev.kagimori.trial.Storeroom.WHY;
import static dev.kagimori.trial.Storeroom.reason;
import static dev.kagimori.trial.Storeroom.serials;
import static dev.kagimori.trial.Storeroom.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fob's way from the box to its user and back, at the stock's door; with lists, use and the
 * command line, which are trials of their own on the same bank.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeInStockIT implements StockLists, StockUse, SettingAside, StockAtTheCommandLine {
  private Storeroom room;

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    room = Storeroom.open(directory);
  }

  @AfterAll
  void close() {
    room.close();
  }

  @Override
  public Storeroom room() {
    return room;
  }

  @Test
  @DisplayName("from the box over the counter to its user and back, each step with who and when")
  void thereAndBack() {
    var fob = room.minato().deliver(1).getFirst();
    var hanako = room.minato().customer("c-there");
    room.move(serials(fob), new JsonObject().put("branch", "NAGOYA").put("box", "B-1"));
    assertEquals(
        1,
        room.move(new JsonObject().put("box", "B-1"), to("shelf", "A3")).json().getInteger("done"));
    assertEquals("A3", room.sheet(fob).getString("shelf"));

    room.allocate(fob, hanako, 200);
    room.keeper().about(fob.serial(), "withdrawFob").with(WHY).expect(200);
    assertEquals("IN_STOCK", room.sheet(fob).getString("state"));
    assertNull(room.sheet(fob).getJsonObject("owner"));
    room.allocate(fob, hanako, 200);

    var handed = new JsonObject().put("user", "user").put("identityCheckedBy", "運転免許証");
    var wrong =
        room.teller()
            .about(fob.serial(), "handOverFob")
            .with(handed.copy().put("contract", "c-other"))
            .expect(ProblemCode.WRONG_STATE);
    assertEquals("NOT_THEIRS", wrong.text("reason"));
    room.teller()
        .about(fob.serial(), "handOverFob")
        .with(handed.put("contract", "c-there"))
        .expect(200);
    room.teller().about(fob.serial(), "handOverFob").with(handed).expect(ProblemCode.WRONG_STATE);
    room.keeper().about(fob.serial(), "withdrawFob").with(WHY).expect(ProblemCode.WRONG_STATE);
    assertNull(room.sheet(fob).getString("box"));

    hanako.start(fob).expect(201);
    assertEquals("IN_USE", reason(room.bookIn(fob.serial())));
    room.bank().time.nextStep();
    hanako.stop(fob).expect(201);
    assertEquals("NOT_RETURNED", reason(room.move(serials(fob), to("shelf", "X"))));
    var typed = fullWidth(fob.serial().toLowerCase(Locale.ROOT));
    assertEquals(1, room.bookIn(typed).json().getInteger("done"));
    assertEquals("R1", room.sheet(fob).getString("shelf"));
    assertEquals("RELEASED", room.sheet(fob).getString("state"));

    assertEquals(1, room.scrap(fob).json().getInteger("done"));
    assertEquals("SCRAPPED", reason(room.scrap(fob)));
    assertEquals("SCRAPPED", reason(room.move(serials(fob), to("box", "B-1"))));
    assertEquals("SCRAPPED", reason(room.bookIn(fob.serial())));
    assertNull(room.sheet(fob).getString("shelf"));
    assertEquals("RETIRED", room.sheet(fob).getString("state"));
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
        room.movements(fob));
    var first = room.sheet(fob).getJsonArray("movements").getJsonObject(7);
    assertEquals("staff:keeper", first.getString("by"));
    assertEquals("B-1", first.getJsonObject("details").getString("box"));
  }

  private static String fullWidth(String text) {
    var wide = new StringBuilder();
    for (char c : text.toCharArray()) wide.append((char) (c - '!' + '！')).append(' ');
    return wide.toString();
  }

  @Test
  @DisplayName("what came back undelivered is in stock, and goes out only when it was checked anew")
  void undelivered() {
    var fob = room.minato().deliver(1).getFirst();
    var jiro = room.minato().customer("c-gone");
    room.allocate(fob, jiro, 200);
    assertEquals("NOT_SHIPPED", reason(room.bookIn(fob.serial())));
    assertEquals("ALLOCATED", reason(room.scrap(fob)));
    room.keeper().about(fob.serial(), "shipFob").expect(200);
    room.keeper().about(fob.serial(), "withdrawFob").with(WHY).expect(ProblemCode.WRONG_STATE);
    assertEquals(1, room.bookIn(fob.serial()).json().getInteger("done"));
    var back = room.sheet(fob);
    assertEquals("IN_STOCK", back.getString("state"));
    assertEquals("RECHECK", back.getString("inspection"));
    assertNull(back.getString("shippedAt"));
    room.allocate(fob, jiro, 409);
    room.checked(fob);
    room.allocate(fob, jiro, 200);
    assertEquals(
        List.of("ALLOCATED", "RETURNED", "SHIPPED", "ALLOCATED", "RECEIVED"), room.movements(fob));
    assertEquals("IN_STOCK", reason(room.bookIn(room.minato().deliver(1).getFirst().serial())));
  }

  @Test
  @DisplayName("a request for a fob is open again when the fob set aside for it is withdrawn")
  void requests() {
    var kitahama = room.bank().institution("stock-asked", new JsonObject());
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
    assertEquals(List.of(), room.wrong(kitahama));
  }

  private String issue(Institution institution) {
    return room.bank()
        .backstage()
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
    var fob = room.minato().deliver(1).getFirst();
    var asked = new JsonObject().put("fobs", serials(fob));
    for (var branch : List.of("NOWHERE", "CLOSED")) {
      var refused =
          room.keeper()
              .call("moveFobs")
              .with(asked.copy().put("to", to("branch", branch)))
              .expect(ProblemCode.MALFORMED);
      assertTrue(refused.body().contains("店舗"), refused.body());
      if (branch.equals("NOWHERE")) Storeroom.branch(room.keeper(), "CLOSED", "旧支店");
      room.keeper()
          .call("putBranch")
          .with(to("branch", "CLOSED").put("name", "旧支店").put("closed", true))
          .expect(200);
    }
    room.keeper()
        .call("putBranch")
        .with(to("branch", "HQ").put("name", "本店").put("closed", true))
        .expect(ProblemCode.MALFORMED);
    room.keeper().call("moveFobs").with(asked.copy().put("to", new JsonObject())).expect(400);
    room.keeper()
        .call("moveFobs")
        .with(
            new JsonObject()
                .put("fobs", serials(fob).put("box", "B-1"))
                .put("to", to("branch", "HQ")))
        .expect(ProblemCode.MALFORMED);
    assertTrue(room.keeper().call("getBranches").expect(200).body().contains("NAGOYA"));
  }

  @Test
  @DisplayName("a call that is repeated with its key moves nothing again")
  void repeated() {
    var fob = room.minato().deliver(1).getFirst();
    var call =
        room.keeper()
            .call("moveFobs")
            .with(new JsonObject().put("fobs", serials(fob)).put("to", to("box", "ONCE")))
            .header("Idempotency-Key", "move-1");
    var first = call.expect(200);
    room.move(serials(fob), to("box", ""));
    assertEquals(first.body(), call.expect(200).body());
    assertNull(room.sheet(fob).getString("box"));
    assertEquals(List.of("SHELVED", "SHELVED", "RECEIVED"), room.movements(fob));
  }

  @Test
  @DisplayName("a revoked fob that turns up is laid where two persons say, and waits for its check")
  void found() {
    var boss = Clerk.of(room.minato(), "boss", Role.SUPERVISOR);
    var jiro = Using.of(room.minato().customer("c-lost"));
    var serial = jiro.fob().serial();
    room.teller().revoke(jiro.customer()).expect(200);
    var place = to("branch", "NAGOYA").put("box", "FOUND").put("shelf", "R7");
    var asked = room.teller().about(serial, "putBackFob").with(WHY.copy().mergeIn(place));
    room.teller()
        .about(serial, "putBackFob")
        .with(WHY.copy().put("branch", "NOWHERE"))
        .expect(ProblemCode.MALFORMED);
    var approval = asked.expect(202).text("approval");
    assertEquals("REVOKED", room.sheet(jiro.fob()).getString("state"));
    boss.approve(approval).expect(200);
    var sheet = room.sheet(jiro.fob());
    assertEquals("IN_STOCK", sheet.getString("state"));
    assertEquals("RECHECK", sheet.getString("inspection"));
    for (var part : place) assertEquals(part.getValue(), sheet.getString(part.getKey()));
    var movement = sheet.getJsonArray("movements").getJsonObject(0);
    assertEquals("FOUND", movement.getString("kind"));
    assertEquals("R7", movement.getJsonObject("details").getString("shelf"));
  }

  @Test
  @DisplayName("whatever is done: the movements tell where a fob is, and the counts are right")
  void ledger() {
    var seed = Long.getLong("ledger.seed", 20_261_121);
    var random = new Random(seed);
    var sakai = room.bank().institution("stock-walk", new JsonObject());
    var clerk = Clerk.of(sakai, "clerk", Role.STOCK_KEEPER, Role.TELLER);
    Storeroom.branch(clerk, "NAGOYA", "名古屋");
    var customers = List.of(sakai.customer("c-1"), sakai.customer("c-2"));
    new LedgerWalk(clerk, sakai.deliver(4), customers, random).walk(160);
    assertEquals(List.of(), room.wrong(sakai), "-Dledger.seed=" + seed);
  }
}
