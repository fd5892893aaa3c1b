package dev.kagimori.bank.visit;

import java.net.URI;

/**
 * One bank of this front end: where its token service is, and how its pages are arranged. What the
 * token service's terms decide stands nowhere here; it is asked.
 *
 * @param id its part of every address, {@code [a-z][a-z0-9-]*}
 * @param tokens the token service, such as {@code http://127.0.0.1:18080}
 * @param apiKey this bank's key there
 * @param app where its customers get the phone app
 * @param arrangement where the token's pages are found
 * @param oneForm whether an issue is one form, without a page to confirm it (C2)
 * @param certificates whether contracts may ask for a client certificate at login (D2)
 */
public record House(
    String id,
    URI tokens,
    String apiKey,
    URI app,
    Arrangement arrangement,
    boolean oneForm,
    boolean certificates) {
  /** Where a customer meets the token's pages. */
  public enum Arrangement {
    /** In the menu, after login (A11, A16). */
    MENU,
    /** Set-up is forced at login; masters manage the rest (D3, D17). */
    AT_LOGIN,
    /** Three buttons before login (E2). */
    BEFORE_LOGIN
  }

  /** Where its pages begin, such as {@code /minato}. */
  public String root() {
    return "/" + id;
  }

  @Override
  public String toString() {
    return "House(" + id + ")"; // without the key
  }
}
