package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonObject;

/** A user of a contract, as the front end names them. */
record Customer(Institution institution, String contract, String user) {
  dev.kagimori.testkit.Customer kit() {
    return new dev.kagimori.testkit.Customer(institution.kit, contract, user);
  }

  dev.kagimori.testkit.Fob held(Fob fob) {
    return new dev.kagimori.testkit.Fob(fob, institution.bank.time);
  }

  Request call(String operationId) {
    return Request.of(institution, this, operationId);
  }

  /** What the fob shows now. */
  String code(Fob fob) {
    return Secrets.code(held(fob).code());
  }

  /** Another code than any that the fob shows about now. */
  String wrongCode(Fob fob) {
    return wrongCode(fob, 0);
  }

  /** Different ones by number, none of which the fob shows within twenty minutes. */
  String wrongCode(Fob fob, int number) {
    return held(fob).wrongCode(number);
  }

  Reply start(Fob fob) {
    return call("start").with(shown(fob)).send();
  }

  Reply start(String serial, String code) {
    return call("start").with(new JsonObject().put("serial", serial).put("code", code)).send();
  }

  Reply verify(Fob fob) {
    return verify(code(fob));
  }

  Reply verify(String code) {
    return call("verify")
        .with(new JsonObject().put("code", code).put("operation", "TRANSFER"))
        .send();
  }

  Reply openExchange(Fob old) {
    return call("openExchange").with(new JsonObject().put("code", code(old))).send();
  }

  Reply completeExchange(String exchange, Fob next) {
    return call("completeExchange").exchange(exchange).with(shown(next)).send();
  }

  Reply stop(Fob fob) {
    return call("stop").with(new JsonObject().put("code", code(fob))).send();
  }

  Reply status() {
    return call("getUser").send();
  }

  JsonObject shown(Fob fob) {
    return new JsonObject().put("serial", fob.serial()).put("code", code(fob));
  }
}
