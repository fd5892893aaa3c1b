package dev.kagimori.service;

import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** What an instance does every minute, done now. */
public final class Sweep {
  private Sweep() {}

  public static void now(Pool pool, InstantSource clock) {
    Housekeeping.sweep(pool, clock).await();
  }
}
