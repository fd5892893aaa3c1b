package dev.kagimori.bank.visit;

import java.util.ArrayList;
import java.util.List;

/**
 * The banks of this front end, where no bank is named.
 *
 * @param status HTTP's: whether somebody came here on purpose
 */
public record Hall(Lang lang, List<Branch> branches, int status) implements View {
  /**
   * One of them.
   *
   * @param id of its colours
   */
  public record Branch(String id, String root, String name) {}

  static Hall of(Lang lang, Iterable<Visit.Bank> banks, int status) {
    var branches = new ArrayList<Branch>();
    for (var bank : banks) {
      var name = bank.tokens().institution().name();
      var house = bank.house();
      branches.add(new Branch(house.id(), house.root() + "/", lang.t(name.ja(), name.en())));
    }
    return new Hall(lang, List.copyOf(branches), status);
  }
}
