package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  @Test
  void whatWasAcceptedStaysUsedAndWhatWasOpenCanBeCompleted(@TempDir Path directory) {
    try (var bank = TestBank.open(directory)) {
      var minato = bank.institution("minato", new JsonObject());
      var customer = minato.customer("c-1");
      var old = minato.shippedTo(customer);
      var start = customer.call("start").header("Idempotency-Key", "k").with(customer.shown(old));
      var receipt = start.expect(201);
      bank.time.nextStep();
      var used = customer.code(old);
      customer.verify(used).expectResult("ACCEPTED");

      bank.stopInstances();
      bank.startInstances();
      customer.verify(used).expectResult("REPLAYED");
      assertEquals(receipt.body(), start.expect(201).body());
      bank.time.nextStep();
      var next = minato.shippedTo(customer);
      var exchange = customer.openExchange(old).expect(201).text("exchange");
      var opening = customer.code(old);

      bank.stopInstances();
      bank.restartDatabase();
      bank.startInstances();
      customer.verify(opening).expectResult("REPLAYED");
      customer.verify(used).expectResult("REPLAYED");
      var exchanged = customer.completeExchange(exchange, next).expect(201);
      assertEquals(old.serial(), exchanged.text("previousSerial"));
      bank.time.nextStep();
      customer.verify(old).expectResult("WRONG");
      customer.verify(next).expectResult("ACCEPTED");
      assertEquals(receipt.body(), start.expect(201).body());
    }
  }
}
