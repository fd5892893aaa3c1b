package dev.kagimori.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * Where routes that await are run for one event loop: each on a virtual thread of one context. It
 * is deployed by itself, so that it outlives the loop's last request.
 */
final class Workers extends VerticleBase {
  /** Runs a route; its answer comes back to the loop that asked. */
  Future<Answer> run(Function<Call, Answer> route, Call call) {
    var answer = Promise.<Answer>promise();
    var here = loop();
    context.runOnContext(_ -> {
      try {
        var given = route.apply(call);
        here.runOnContext(_ -> answer.complete(given));
      } catch (Throwable e) {
        here.runOnContext(_ -> answer.fail(e));
      }
    });
    return answer.future();
  }

  private static Context loop() {
    var here = Vertx.currentContext();
    if (here == null) throw new IllegalStateException("only an event loop asks");
    return here;
  }
}
