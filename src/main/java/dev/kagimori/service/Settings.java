package dev.kagimori.service;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.http.Limits;
import dev.kagimori.http.Listen;
import dev.kagimori.issue.StartPasswords;
import dev.kagimori.mail.Smtp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What an instance is started with.
 *
 * @param database as the service's own role
 * @param masterKey the key file; made on the first start
 * @param frontend where front ends call
 * @param management where operators look; never to be reached from outside
 * @param clock the time that codes are judged by
 * @param passwordMemory that hashing a start password takes, in KiB; of one database always the
 *     same
 * @param smtp what takes mails; empty: they wait in the outbox
 */
public record Settings(
    DatabaseUri database,
    Path masterKey,
    Listen frontend,
    Listen management,
    InstantSource clock,
    Limits limits,
    PoolSettings pool,
    int passwordMemory,
    Optional<Smtp> smtp) {

  /** Without an SMTP server, and with start passwords as hard to guess as they should be. */
  public Settings(
      DatabaseUri database,
      Path masterKey,
      Listen frontend,
      Listen management,
      InstantSource clock,
      Limits limits,
      PoolSettings pool) {
    this(
        database,
        masterKey,
        frontend,
        management,
        clock,
        limits,
        pool,
        StartPasswords.MEMORY_KIB,
        Optional.empty());
  }

  /** With the system's clock and the usual bounds. */
  public static Settings of(
      DatabaseUri database, Path masterKey, Listen frontend, Listen management) {
    return new Settings(
        database,
        masterKey,
        frontend,
        management,
        Clock.systemUTC(),
        Limits.DEFAULT,
        PoolSettings.usual());
  }

  public Settings withClock(InstantSource clock) {
    return with(clock, passwordMemory, smtp);
  }

  public Settings withSmtp(Smtp server) {
    return with(clock, passwordMemory, Optional.of(server));
  }

  public Settings withPasswordMemory(int kib) {
    return with(clock, kib, smtp);
  }

  private Settings with(InstantSource clock, int passwordMemory, Optional<Smtp> smtp) {
    return new Settings(
        database, masterKey, frontend, management, clock, limits, pool, passwordMemory, smtp);
  }
}
