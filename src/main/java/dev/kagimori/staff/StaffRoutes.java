package dev.kagimori.staff;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.Door;
import dev.kagimori.http.Routes;
import io.vertx.core.json.JsonObject;

/** The operations of the staff's contract. */
public final class StaffRoutes implements Routes {
  @Override
  public Door door() {
    return Door.STAFF;
  }

  @Override
  public void mount(Api api) {
    api.on("getOwnAccount", StaffRoutes::ownAccount);
  }

  private static Answer ownAccount(Call call) {
    var caller = call.caller();
    return Answer.ok(
        new JsonObject().put("institution", caller.institution()).put("account", caller.client()));
  }
}
