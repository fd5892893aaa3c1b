package dev.kagimori.demo;

import dev.kagimori.institution.TermsFile;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * An institution of the demo.
 *
 * @param system the letter of the manual that its terms follow
 * @param contracts whom it reports to the service
 */
record Tenant(String id, String system, List<Contract> contracts) {
  static final Tenant AOBA =
      new Tenant("aoba", "A", Contract.personal("a", "hanako", "taro", "yuki"));
  static final Tenant KITAHAMA =
      new Tenant("kitahama", "B", Contract.personal("k", "haruto", "mei", "sota"));
  static final Tenant HANAMIZUKI =
      new Tenant("hanamizuki", "C", Contract.personal("h", "aoi", "ren", "mio"));
  static final Tenant TAIGA =
      new Tenant("taiga", "D", List.of(Contract.company(), Contract.certifiedCompany()));
  static final Tenant MINATO = new Tenant("minato", "E", minatos());

  private static List<Contract> minatos() {
    var contracts = new ArrayList<>(Contract.personal("c", "hanako", "taro", "yuki", "kenji"));
    contracts.add(Contract.shop());
    return List.copyOf(contracts);
  }

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

  /** Who log in with a client certificate (D2). */
  List<Customer> certified() {
    return contracts.stream()
        .filter(Contract::byCertificate)
        .flatMap(contract -> contract.users().stream())
        .toList();
  }

  List<Customer> customers() {
    return contracts.stream().flatMap(contract -> contract.users().stream()).toList();
  }
}
