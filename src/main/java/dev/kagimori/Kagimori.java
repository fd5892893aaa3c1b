package dev.kagimori;

import io.vertx.core.Vertx;

/** The command line. */
public final class Kagimori {
  private Kagimori() {}

  public static void main(String[] args) {
    System.out.println("Kagimori " + String.join(" ", args) + " on Java " + Runtime.version());
    Vertx.vertx().close().await();
  }
}
