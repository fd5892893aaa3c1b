package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.registration.Custody;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import java.util.UUID;

/** What a user with two fobs may do next. */
record Acts(Bearer bearer, Fob other, Random random) {
  /**
   * Does one of all, at one of all instances; staff help whoever is suspended.
   *
   * @return status and result, or the problem's code
   */
  String any() {
    var told = asked();
    if (told.endsWith(" SUSPENDED")) {
      var customer = bearer.customer();
      customer.institution().staff(Custody.Act.UNLOCK, customer);
      customer.institution().liftStarts(customer);
    }
    return told;
  }

  private String asked() {
    int what = random.nextInt(100);
    if (what < 50) return told(bearer.right());
    if (what < 54) return told(bearer.wrong(random.nextInt(5)));
    if (what < 72) {
      // a few references for all, so that attempts meet
      var reference = new UUID(0, random.nextInt(8));
      return told(Bearer.withReference(bearer.right(), reference));
    }
    if (what < 80) return told(call("stop", shows(fob())));
    if (what < 90) return told(call("start", bearer.customer().shown(fob())));
    var opened = call("openExchange", shows(bearer.fob())).send();
    if (opened.status() != 201) return told(opened);
    return told(
        call("completeExchange", bearer.customer().shown(other)).exchange(opened.text("exchange")));
  }

  private Fob fob() {
    return random.nextBoolean() ? bearer.fob() : other;
  }

  private JsonObject shows(Fob fob) {
    return new JsonObject().put("code", bearer.customer().code(fob));
  }

  private Request call(String operation, JsonObject body) {
    return bearer.customer().call(operation).with(body);
  }

  private static String told(Request request) {
    return told(request.send());
  }

  private static String told(Reply reply) {
    return switch (reply.status()) {
      case 200 -> "200 " + reply.text("result");
      case 201 -> "201";
      default -> reply.status() + " " + reply.text("code");
    };
  }
}
