package dev.kagimori.http;

import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/** {@code getTime}: the time that codes are judged by, for the phone app's look at its clock. */
public final class TimeRoutes implements Routes {
  private final InstantSource clock;

  public TimeRoutes(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Door door() {
    return Door.APP;
  }

  @Override
  public void mount(Api api) {
    api.on("getTime", _ -> Answer.ok(new JsonObject().put("now", Times.precise(clock.instant()))));
  }
}
