package dev.kagimori.token;

import java.util.Comparator;

/** The user that a token is allocated to or registered by. */
public record Owner(String contract, String user) {
  /** That in which users are held. */
  public static final Comparator<Owner> ORDER =
      Comparator.comparing(Owner::contract).thenComparing(Owner::user);
}
