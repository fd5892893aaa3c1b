package dev.kagimori.bank.visit;

import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.client.Institution;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is around a page's content.
 *
 * @param institution as the token service tells it
 * @param otherLanguage this page's address in it
 * @param customer who is logged in, or null
 * @param nonce of the page's scripts
 * @param formToken what its forms carry
 */
public record Shell(
    House house,
    Institution institution,
    Lang lang,
    String otherLanguage,
    @Nullable Customer customer,
    String nonce,
    String formToken,
    List<Notice> notices) {
  /** The text in the page's language. */
  public String t(String ja, String en) {
    return lang.t(ja, en);
  }

  /** An address of this bank, such as {@code /minato/login}. */
  public String url(String rest) {
    return house.root() + "/" + rest;
  }

  public String name() {
    return t(institution.name().ja(), institution.name().en());
  }

  /** Whoever is logged in; empty before. */
  public String person() {
    return customer == null ? "" : t(customer.nameJa() + " 様", customer.nameEn());
  }

  /** What is wrong with a field, in the page's language; null where nothing is. */
  public @Nullable String error(String field) {
    return notices.stream()
        .filter(notice -> notice.field().equals(field))
        .map(notice -> t(notice.ja(), notice.en()))
        .findFirst()
        .orElse(null);
  }

  /** What is about the page as a whole. */
  public List<Notice> general() {
    return notices.stream().filter(notice -> notice.field().isEmpty()).toList();
  }

  public boolean isWrong() {
    return notices.stream().anyMatch(notice -> notice.kind() == Notice.Kind.ERROR);
  }

  /** Whether some notice sends the customer to the help desk (A13). */
  public Optional<Institution.HelpDesk> helpDeskNeeded() {
    var asked = notices.stream().anyMatch(Notice::helpDesk);
    return asked ? Optional.ofNullable(institution.helpDesk()) : Optional.empty();
  }
}
