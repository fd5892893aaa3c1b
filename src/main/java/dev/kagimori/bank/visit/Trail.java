package dev.kagimori.bank.visit;

import java.util.List;

/**
 * The steps of something, and which is shown (E14, A12).
 *
 * @param here counted from 0
 */
public record Trail(List<String> names, int here) {
  /** None is shown. */
  public static final Trail NONE = new Trail(List.of(), 0);

  public static Trail at(int here, String... names) {
    return new Trail(List.of(names), here);
  }
}
