package dev.kagimori.service;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.http.Limits;
import dev.kagimori.http.Listen;
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
    Optional<Smtp> smtp) {

  /** Without an SMTP server. */
  public Settings(
      DatabaseUri database,
      Path masterKey,
      Listen frontend,
      Listen management,
      InstantSource clock,
      Limits limits,
      PoolSettings pool) {
    this(database, masterKey, frontend, management, clock, limits, pool, Optional.empty());
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
    return new Settings(database, masterKey, frontend, management, clock, limits, pool, smtp);
  }

  public Settings withSmtp(Smtp server) {
    return new Settings(
        database, masterKey, frontend, management, clock, limits, pool, Optional.of(server));
  }
}
