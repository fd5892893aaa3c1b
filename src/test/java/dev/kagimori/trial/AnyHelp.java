package dev.kagimori.trial;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

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
    switch (bank.random.nextInt(7)) {
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
      default -> {
        var token = bank.any();
        if (token != null && approved(user, clerk.putBack(token.serial())))
          bank.beliefs.putBack(token.serial());
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

  /** At once, or by a second person, who agrees. */
  private boolean approved(Customer user, Reply reply) {
    bank.heard(user, reply);
    if (reply.status() != 202) return reply.status() == 200;
    return bank.heard(user, boss.approve(reply.text("approval"))).status() == 200;
  }
}
