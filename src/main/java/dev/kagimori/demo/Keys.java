package dev.kagimori.demo;

import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;

/**
 * The keys of one institution.
 *
 * @param apiKey the front end's
 * @param staff one account for each role
 */
record Keys(String apiKey, Map<Role, String> staff) {
  String of(Role role) {
    return Objects.requireNonNull(staff.get(role));
  }

  JsonObject staffJson() {
    var json = new JsonObject();
    for (var role : Role.values()) json.put(role.name(), of(role));
    return json;
  }

  @Override
  public String toString() {
    return "Keys"; // without them
  }
}
