package dev.kagimori.institution;

import java.util.Locale;
import java.util.Set;

/**
 * How app tokens are issued by mail (A4, C2, D4).
 *
 * @param make the prefix of the make that is issued
 * @param phoneDomains where the issue mail may go; none: anywhere (D13)
 * @param refusedDomains where it may not
 * @param idsIn where service ID and user ID are told (C8)
 */
public record AppIssue(
    String make,
    StartPassword startPassword,
    Set<String> phoneDomains,
    Set<String> refusedDomains,
    Set<Place> idsIn) {

  /** Where a customer reads something. */
  public enum Place {
    PAGE,
    MAIL
  }

  public AppIssue {
    phoneDomains = Set.copyOf(phoneDomains);
    refusedDomains = Set.copyOf(refusedDomains);
    idsIn = Set.copyOf(idsIn);
  }

  /** Whether the issue mail may go to an address: its domain or one above it decides. */
  public boolean takes(String address) {
    var domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (isIn(refusedDomains, domain)) return false;
    return phoneDomains.isEmpty() || isIn(phoneDomains, domain);
  }

  private static boolean isIn(Set<String> domains, String domain) {
    return domains.stream().anyMatch(d -> domain.equals(d) || domain.endsWith("." + d));
  }
}
