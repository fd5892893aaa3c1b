package com.example.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.KagimoriExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({VertxExtension.class, KagimoriExtension.class})
class FirstLoginIT {
  @Test
  void aCodeLetsTheCustomerInOnce(Vertx vertx, Institution bank, DrivenTime time) {
    var web = WebClient.create(vertx);
    var hanako = bank.customer("c-1001", "hanako");
    var fob = hanako.fob();
    var start = new JsonObject().put("serial", fob.serial()).put("code", fob.code());
    assertEquals("START", post(web, hanako, "start", start).getString("operation"));

    time.nextStep();
    var login = new JsonObject().put("code", fob.code()).put("operation", "LOGIN");
    assertEquals("ACCEPTED", post(web, hanako, "verify", login).getString("result"));
    assertEquals("REPLAYED", post(web, hanako, "verify", login).getString("result"));
  }

  private static JsonObject post(WebClient web, Customer who, String call, JsonObject body) {
    var request = web.postAbs(who.uri(call).toString()).timeout(20_000);
    request.bearerTokenAuthentication(who.institution().apiKey());
    return request.sendJsonObject(body).await().bodyAsJsonObject();
  }
}
