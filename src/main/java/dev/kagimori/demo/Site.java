package dev.kagimori.demo;

import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * An institution at work.
 *
 * @param frontEnd its internet-banking server
 * @param fobs serial numbers of those that it was delivered
 */
record Site(Tenant tenant, FrontEnd frontEnd, Keys keys, List<String> fobs) {
  /** Makes the customers known who are not. */
  void introduce() throws IOException {
    for (var contract : tenant.contracts()) contract.introduce(frontEnd);
  }

  /** An employee's program. */
  FrontEnd staff(Role role) {
    return frontEnd.as(keys.of(role));
  }

  /** For scripts; with keys. */
  JsonObject toJson(String address, URI bank) {
    var customers = new JsonArray();
    tenant.customers().forEach(customer -> customers.add(customer.described()));
    return new JsonObject()
        .put("id", tenant.id())
        .put("system", tenant.system())
        .put("name", tenant.nameJa())
        .put("frontend", address)
        .put("bank", bank.toString())
        .put("apiKey", keys.apiKey())
        .put("staffKeys", keys.staffJson())
        .put("fobs", new JsonArray(fobs))
        .put("customers", customers);
  }
}
