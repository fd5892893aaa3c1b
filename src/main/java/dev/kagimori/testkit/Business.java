package dev.kagimori.testkit;

import java.util.List;

/** A business contract's users. */
public record Business(String contract, List<Customer> masters, List<Customer> generals) {
  /** The first master user. */
  public Customer master() {
    return masters.getFirst();
  }

  /** The first general user. */
  public Customer general() {
    return generals.getFirst();
  }
}
