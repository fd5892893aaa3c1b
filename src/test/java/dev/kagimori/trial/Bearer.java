package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A customer and the fob that they use. */
record Bearer(Customer customer, Fob fob) {
  /** So many of one business, with codes that are new. */
  static List<Bearer> of(Institution institution, String contract, int count) {
    var customers = institution.business(contract, count);
    var fobs = institution.deliver(count);
    var bearers =
        IntStream.range(0, count).mapToObj(n -> new Bearer(customers.get(n), fobs.get(n))).toList();
    for (var bearer : bearers) {
      institution.allocate(bearer.fob, bearer.customer);
      bearer.customer.start(bearer.fob).expect(201);
    }
    institution.bank.time.nextStep();
    return bearers;
  }

  Request right() {
    return verify(customer.code(fob));
  }

  Request wrong(int number) {
    return verify(customer.wrongCode(fob, number));
  }

  Request verify(String code) {
    return customer
        .call("verify")
        .with(new JsonObject().put("code", code).put("operation", "TRANSFER"));
  }

  static Request withReference(Request request) {
    return withReference(request, UUID.randomUUID());
  }

  static Request withReference(Request request, UUID reference) {
    if (request.body() == null) throw new AssertionError("no body");
    return request.with(request.body().copy().put("reference", reference.toString()));
  }
}
