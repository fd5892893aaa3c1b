package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kagimori.fob.device.Fob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Anything that is done with fobs, in any order: what was written down tells where each one is. */
record LedgerWalk(Clerk clerk, List<Fob> fobs, List<Customer> customers, Random random) {
  private static final JsonObject WHY = new JsonObject().put("why", "on a walk");
  private static final List<String> BRANCHES = List.of("HQ", "NAGOYA");

  void walk(int steps) {
    var done = new ArrayList<String>();
    for (int n = 0; n < steps; n++) {
      var fob = fobs.get(random.nextInt(fobs.size()));
      var reply = act(fob);
      assertNotEquals(500, reply.status(), reply::body);
      done.add(reply.operationId() + " " + fob.serial() + " " + reply.status());
      check(fob, done);
    }
  }

  private Reply act(Fob fob) {
    var customer = customers.get(random.nextInt(customers.size()));
    var owner = new JsonObject().put("contract", customer.contract()).put("user", customer.user());
    var serials = new JsonArray().add(fob.serial());
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> clerk.about(fob.serial(), "allocateFob").with(owner).send();
      case 3 -> clerk.about(fob.serial(), "withdrawFob").with(WHY).send();
      case 4 -> clerk.about(fob.serial(), "shipFob").send();
      case 5, 6 ->
          clerk
              .about(fob.serial(), "handOverFob")
              .with(owner.put("identityCheckedBy", "seen"))
              .send();
      case 7, 8 -> customer.start(fob);
      case 9 -> {
        customer.institution().bank.time.nextStep();
        yield customer.stop(fob);
      }
      case 10, 11 ->
          clerk
              .call("returnFobs")
              .with(
                  WHY.copy()
                      .put("serials", serials)
                      .put("branch", branch())
                      .put("shelf", "R" + random.nextInt(3)))
              .send();
      case 12 ->
          clerk
              .call("moveFobs")
              .with(
                  new JsonObject()
                      .put("fobs", new JsonObject().put("serials", serials))
                      .put(
                          "to",
                          new JsonObject()
                              .put("branch", branch())
                              .put("box", random.nextBoolean() ? "" : "W-1")))
              .send();
      default -> {
        if (random.nextInt(8) != 0) yield clerk.about(fob.serial(), "lookUpFob").send();
        yield clerk
            .call("scrapFobs")
            .with(
                WHY.copy()
                    .put("fobs", new JsonObject().put("serials", serials))
                    .put("reason", "DEFECT"))
            .send();
      }
    };
  }

  private String branch() {
    return BRANCHES.get(random.nextInt(BRANCHES.size()));
  }

  private void check(Fob fob, List<String> done) {
    var sheet = clerk.about(fob.serial(), "lookUpFob").expect(200).json();
    var movements = new ArrayList<JsonObject>();
    sheet.getJsonArray("movements").forEach(movement -> movements.add((JsonObject) movement));
    Collections.reverse(movements);
    var place = new JsonObject().putNull("branch").putNull("box").putNull("shelf");
    if (movements.size() == 50) return; // the oldest are not told
    for (var movement : movements)
      switch (movement.getString("kind")) {
        case "SHELVED", "RETURNED" -> {
          for (var part : List.of("branch", "box", "shelf"))
            place.put(part, movement.getJsonObject("details").getString(part));
        }
        case "SHIPPED", "HANDED_OVER", "SCRAPPED" -> place.putNull("box").putNull("shelf");
        default -> {}
      }
    if (place.getString("branch") == null) place.put("branch", sheet.getString("branch"));
    for (var part : List.of("branch", "box", "shelf"))
      assertEquals(
          place.getString(part), sheet.getString(part), () -> part + ": " + done + movements);
  }
}
