package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bank with fobs in stock, the head office and a branch, and who looks after them. */
record Storeroom(TestBank bank, Operator operator, Institution minato, Clerk keeper, Clerk teller) {
  static final JsonObject WHY = new JsonObject().put("why", "told at the counter");

  static Storeroom open(Path directory) throws IOException {
    var bank = TestBank.open(directory);
    var minato = bank.institution("stock", new JsonObject());
    var room =
        new Storeroom(
            bank,
            Operator.of(bank, directory),
            minato,
            Clerk.of(minato, "keeper", Role.STOCK_KEEPER),
            Clerk.of(minato, "teller", Role.TELLER));
    branch(room.keeper, "NAGOYA", "名古屋支店");
    return room;
  }

  void close() {
    assertEquals(List.of(), wrong(minato));
    bank.close();
  }

  /** What is wrong in the books; empty: nothing. */
  List<String> wrong(Institution institution) {
    return Books.violations(bank.backstage().pool(), institution.id);
  }

  static void branch(Clerk clerk, String code, String name) {
    clerk.call("putBranch").with(to("branch", code).put("name", name)).expect(200);
  }

  static JsonObject to(String what, String where) {
    return new JsonObject().put(what, where);
  }

  static JsonObject serials(Fob... fobs) {
    var serials = new JsonArray();
    for (var fob : fobs) serials.add(fob.serial());
    return new JsonObject().put("serials", serials);
  }

  static Request moving(Clerk clerk, JsonObject fobs, JsonObject to) {
    return clerk.call("moveFobs").with(new JsonObject().put("fobs", fobs).put("to", to));
  }

  Reply move(JsonObject fobs, JsonObject to) {
    return moving(keeper, fobs, to).expect(200);
  }

  JsonObject sheet(Fob fob) {
    return keeper.about(fob.serial(), "lookUpFob").expect(200).json();
  }

  List<String> movements(Fob fob) {
    return sheet(fob).getJsonArray("movements").stream()
        .map(movement -> ((JsonObject) movement).getString("kind"))
        .toList();
  }

  Reply bookIn(String... typed) {
    var body = WHY.copy().put("branch", "NAGOYA").put("shelf", "R1");
    return teller.call("returnFobs").with(body.put("serials", List.of(typed))).expect(200);
  }

  Reply scrap(Fob fob) {
    var body = WHY.copy().put("fobs", serials(fob)).put("reason", "BATTERY");
    return keeper.call("scrapFobs").with(body).expect(200);
  }

  void allocate(Fob fob, Customer customer, int status) {
    allocate(keeper, fob, customer, status);
  }

  static void allocate(Clerk clerk, Fob fob, Customer customer, int status) {
    var owner = to("contract", customer.contract()).put("user", customer.user());
    clerk.about(fob.serial(), "allocateFob").with(owner).expect(status);
  }

  /** Why the first that was left alone was. */
  static String reason(Reply reply) {
    return reply.json().getJsonArray("left").getJsonObject(0).getString("reason");
  }

  void checked(Fob fob) {
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

  /** {@code kagimori stock …} on the institution's fobs. */
  Operator.Told stock(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--institution", minato.id));
    return operator.stock(all.toArray(String[]::new));
  }
}
