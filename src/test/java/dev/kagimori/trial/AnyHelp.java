package dev.kagimori.trial;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;

/** What a master user and staff may do next for users. */
record AnyHelp(AnyBank bank, Clerk clerk, Clerk boss) {
  void byMaster() {
    var by = bank.users.get(bank.random.nextInt(2));
    boolean unlock = bank.random.nextBoolean();
    var names = new JsonArray();
    bank.users.forEach(user -> names.add(user.user()));
    var body = new JsonObject().put("by", by.user()).put("users", names);
    if (!unlock) body.put("reason", bank.random.nextBoolean() ? "LOSS" : "PHONE_CHANGE");
    var reply = bank.heard(by, by.call(unlock ? "unlockUsers" : "revokeUsers").with(body).send());
    if (reply.status() != 200) return;
    for (var one : reply.json().getJsonArray("results")) {
      var result = (JsonObject) one;
      if (!result.getString("result").equals("DONE")) continue;
      if (unlock) bank.beliefs.unlocked(result.getString("user"));
      else bank.beliefs.ended(result.getString("user"));
    }
  }

  void byStaff(Customer user) {
    switch (bank.random.nextInt(9)) {
      case 0 -> {
        if (bank.heard(user, clerk.suspend(user)).status() == 200)
          bank.beliefs.suspended(user.user());
      }
      case 1, 2 -> {
        if (approved(user, clerk.unlock(user))) bank.beliefs.unlocked(user.user());
      }
      case 3 -> {
        if (approved(user, clerk.revoke(user))) bank.beliefs.ended(user.user());
      }
      case 4 ->
          bank.heard(
              user,
              clerk.about(user, "liftStarts").with(new JsonObject().put("why", "misread")).send());
      case 5 -> allocate(user);
      case 6 -> inStock(user);
      default -> {
        var token = bank.any();
        if (token != null && approved(user, clerk.putBack(token.serial())))
          bank.beliefs.putBack(token.serial());
        if (token != null && bank.random.nextBoolean()) checked(token.serial());
      }
    }
  }

  private void allocate(Customer user) {
    var token = bank.any();
    if (token == null) return;
    var owner = new JsonObject().put("contract", user.contract()).put("user", user.user());
    bank.heard(user, clerk.about(token.serial(), "allocateFob").with(owner).send());
    if (bank.random.nextBoolean()) bank.heard(user, clerk.about(token.serial(), "shipFob").send());
  }

  /** What is done with a fob in the hand, or is said to be. */
  private void inStock(Customer user) {
    var token = bank.any();
    if (token == null) return;
    var serial = token.serial();
    var why = new JsonObject().put("why", "as it came");
    var serials = new JsonArray().add(serial);
    var fobs = new JsonObject().put("serials", serials);
    switch (bank.random.nextInt(6)) {
      case 0, 1 -> bank.heard(user, clerk.about(serial, "withdrawFob").with(why).send());
      case 2 ->
          bank.heard(
              user,
              clerk
                  .about(serial, "handOverFob")
                  .with(
                      new JsonObject()
                          .put("contract", user.contract())
                          .put("user", user.user())
                          .put("identityCheckedBy", "known"))
                  .send());
      case 3 -> {
        var body = why.put("serials", serials).put("branch", "HQ");
        var reply = bank.heard(user, clerk.call("returnFobs").with(body).send());
        var state = clerk.about(serial, "lookUpFob").send().json().getString("inspection");
        if (reply.json().getInteger("done", 0) == 1 && "RECHECK".equals(state))
          bank.beliefs.unfit(serial);
      }
      case 4 -> {
        var to = new JsonObject().put("box", "B-" + bank.random.nextInt(3));
        var body = new JsonObject().put("fobs", fobs).put("to", to);
        bank.heard(user, clerk.call("moveFobs").with(body).send());
      }
      default -> {
        if (bank.random.nextInt(4) != 0) return;
        var body = why.put("fobs", fobs).put("reason", "WORN_OUT");
        var reply = bank.heard(user, clerk.call("scrapFobs").with(body).send());
        if (reply.json().getInteger("done", 0) == 1) bank.beliefs.unfit(serial);
      }
    }
  }

  /** As the intake check does it, where nothing stands on the rack. */
  private void checked(String serial) {
    boolean fit =
        bank.institution
                .bank
                .backstage()
                .pool()
                .preparedQuery(
                    """
                    UPDATE token SET inspection = 'CHECKED', version = version + 1
                    WHERE institution = $1 AND serial = $2 AND state = 'IN_STOCK'
                      AND inspection = 'RECHECK'
                    """)
                .execute(Tuple.of(bank.institution.id, serial))
                .await()
                .rowCount()
            == 1;
    if (fit) bank.beliefs.fit(serial);
  }

  /** At once, or by a second person, who agrees. */
  private boolean approved(Customer user, Reply reply) {
    bank.heard(user, reply);
    if (reply.status() != 202) return reply.status() == 200;
    return bank.heard(user, boss.approve(reply.text("approval"))).status() == 200;
  }
}
