package dev.kagimori.bank.visit;

import java.util.List;

/**
 * What the next page tells somebody who is not logged in.
 *
 * @param typed the ID, to be shown again
 */
public record Untold(String typed, List<Notice> notices) {
  public static final Untold NOTHING = new Untold("", List.of());
}
