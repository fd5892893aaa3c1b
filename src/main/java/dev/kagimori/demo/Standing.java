package dev.kagimori.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who and what is free now.
 *
 * @param customers who may start a token
 * @param fobs serial numbers that nobody uses
 */
record Standing(List<Customer> customers, List<String> fobs) {
  static Standing of(FrontEnd frontEnd, List<String> fobs) throws IOException {
    var free = new ArrayList<Customer>();
    var unused = new ArrayList<>(fobs);
    for (var customer : Tenant.MINATO.customers()) {
      var user = frontEnd.get(customer.path()).expect(200);
      boolean stopped = user.getString("startsStopped") != null;
      if (!stopped && user.getJsonArray("allowed").contains("START")) free.add(customer);
      for (var held : List.of("token", "pending")) {
        JsonObject token = user.getJsonObject(held);
        if (token != null) unused.remove(token.getString("serial"));
      }
    }
    return new Standing(List.copyOf(free), List.copyOf(unused));
  }

  /** Whether a token's whole life can be shown. */
  boolean isEnough() {
    return !customers.isEmpty() && fobs.size() > 1;
  }

  /** Without those that {@code before} put first. */
  Standing without(Standing before) {
    var others =
        fobs.stream()
            .filter(fob -> !fob.equals(before.fob()) && !fob.equals(before.otherFob()))
            .toList();
    var strangers =
        customers.stream().filter(customer -> !customer.equals(before.customer())).toList();
    return new Standing(strangers, others);
  }

  Customer customer() {
    return customers.getFirst();
  }

  String fob() {
    return fobs.getFirst();
  }

  /** Another one; of another maker where there is a choice. */
  String otherFob() {
    return fobs.getLast();
  }
}
