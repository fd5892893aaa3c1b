package dev.kagimori.demo;

import dev.kagimori.institution.TermsFile;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An institution of the demo.
 *
 * @param system the letter of the manual that its terms follow
 * @param contracts whom it reports to the service
 */
record Tenant(String id, String system, List<Contract> contracts) {
  static final Tenant AOBA =
      new Tenant(
          "aoba",
          "A",
          List.of(
              Contract.personal("a-1001", "hanako"),
              Contract.personal("a-1002", "taro"),
              Contract.personal("a-1003", "yuki")));

  static final Tenant KITAHAMA =
      new Tenant(
          "kitahama",
          "B",
          List.of(
              Contract.personal("k-1001", "haruto"),
              Contract.personal("k-1002", "mei"),
              Contract.personal("k-1003", "sota")));

  static final Tenant HANAMIZUKI =
      new Tenant(
          "hanamizuki",
          "C",
          List.of(
              Contract.personal("h-1001", "aoi"),
              Contract.personal("h-1002", "ren"),
              Contract.personal("h-1003", "mio")));

  static final Tenant TAIGA = new Tenant("taiga", "D", List.of(Contract.company()));

  static final Tenant MINATO =
      new Tenant(
          "minato",
          "E",
          List.of(
              Contract.personal("c-1001", "hanako"),
              Contract.personal("c-1002", "taro"),
              Contract.personal("c-1003", "yuki"),
              Contract.personal("c-1004", "kenji"),
              Contract.shop()));

  /** In the order of their systems. */
  static final List<Tenant> ALL = List.of(AOBA, KITAHAMA, HANAMIZUKI, TAIGA, MINATO);

  /** As shipped; but Minato's fobs lie on the counter: whoever takes one may start it. */
  JsonObject terms() {
    var terms = TermsFile.shipped(id);
    return equals(MINATO) ? terms.put("allocationRequired", false) : terms;
  }

  String nameJa() {
    return terms().getJsonObject("name").getString("ja");
  }

  /** In Japanese and English. */
  String name() {
    return nameJa() + " / " + terms().getJsonObject("name").getString("en");
  }

  List<Customer> customers() {
    return contracts.stream().flatMap(contract -> contract.users().stream()).toList();
  }
}
