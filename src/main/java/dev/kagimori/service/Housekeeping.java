package dev.kagimori.service;

import dev.kagimori.audit.AuditMonths;
import dev.kagimori.http.Idempotency;
import dev.kagimori.mail.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is kept for a time only (answers to repeats, attempts, exchanges, mails, requests
 * for approval and what they granted, whose trace is in the audit, transport keys, counts, start
 * passwords, self-issued tokens that nobody registered), and has the tables of the audit's next
 * months made.
 */
final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** How long a start password that has ended is known, so that S0B4 and S0B5 can be told. */
  private static final Duration PASSWORD_KEPT = Duration.ofDays(30);

  /** Nobody has registered it: who started the app has gone (E8); the statement has it, too. */
  private static final Duration SELF_ISSUED_KEPT = Duration.ofDays(30);

  /** A bounded bite, so that no statement holds anyone up; the next minute takes the next. */
  private static final Map<String, Duration> BITES =
      Map.ofEntries(
          Map.entry(
              """
              DELETE FROM idempotency WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM idempotency WHERE created_at < $1 LIMIT 10000
                FOR UPDATE SKIP LOCKED))
              """,
              Idempotency.KEPT.plusHours(1)),
          Map.entry(
              """
              DELETE FROM attempt WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM attempt WHERE at < $1 LIMIT 10000 FOR UPDATE SKIP LOCKED))
              """,
              Duration.ofMinutes(10)),
          Map.entry(
              """
              DELETE FROM exchange WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM exchange WHERE expires_at < $1 LIMIT 10000 FOR UPDATE SKIP LOCKED))
              """,
              Duration.ofDays(1)),
          Map.entry(
              """
              DELETE FROM throttle WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM throttle WHERE ends_at < $1 LIMIT 10000 FOR UPDATE SKIP LOCKED))
              """,
              Duration.ZERO),
          Map.entry(
              """
              UPDATE issue SET password_hash = NULL, password_salt = NULL WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM issue WHERE password_until < $1 AND password_hash IS NOT NULL
                LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED))
              """,
              PASSWORD_KEPT),
          Map.entry(
              """
              WITH gone AS (
                DELETE FROM token WHERE ctid = ANY(ARRAY(
                  SELECT ctid FROM token
                  WHERE self_issued_at IS NOT NULL AND owner_user IS NULL AND state = 'ACTIVATED'
                    AND self_issued_at < $1::timestamptz
                  LIMIT 1000 FOR UPDATE SKIP LOCKED))
                RETURNING institution, serial)
              INSERT INTO audit (institution, at, client, address, request_id, action, serial, outcome,
                                 details)
              SELECT institution, $1::timestamptz + interval '30 days', 'kagimori', '', '',
                     'DELETE_UNCLAIMED', serial, 'DONE', '{}' FROM gone
              """,
              SELF_ISSUED_KEPT),
          Map.entry(
              """
              DELETE FROM approval WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM approval WHERE expires_at < $1 LIMIT 10000 FOR UPDATE SKIP LOCKED))
              """,
              Duration.ofDays(30)),
          Map.entry(
              """
              DELETE FROM mail WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM mail WHERE created_at < $1 AND state NOT IN ('WAITING', 'SENDING')
                LIMIT 10000 FOR UPDATE SKIP LOCKED))
              """,
              Outbox.KEPT),
          Map.entry(
              """
              DELETE FROM transport_key WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM transport_key WHERE expires_at < $1 LIMIT 1000
                FOR UPDATE SKIP LOCKED))
              """,
              Duration.ZERO),
          Map.entry(
              """
              DELETE FROM seed_export WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM seed_export WHERE until < $1 LIMIT 1000 FOR UPDATE SKIP LOCKED))
              """,
              Duration.ofDays(30)));

  private final Vertx vertx;
  private final long timer;

  private Housekeeping(Vertx vertx, long timer) {
    this.vertx = vertx;
    this.timer = timer;
  }

  /** Returns when this month has a table for its audit, or an alarm was raised; blocks. */
  static Housekeeping start(Vertx vertx, Pool pool, InstantSource clock, MeterRegistry registry) {
    var months = new AuditMonths(pool, clock, registry);
    months.prepare().await();
    var timer =
        vertx.setPeriodic(
            EVERY_MILLIS,
            id -> {
              months.prepare();
              sweep(pool, clock);
            });
    return new Housekeeping(vertx, timer);
  }

  /** Takes one bite of each table; what fails is logged and tried again in a minute. */
  static Future<Void> sweep(Pool pool, InstantSource clock) {
    var bites =
        BITES.entrySet().stream()
            .map(bite -> {
              var before = clock.instant().minus(bite.getValue()).atOffset(ZoneOffset.UTC);
              return pool.preparedQuery(bite.getKey()).execute(Tuple.of(before));
            })
            .toList();
    return Future.join(bites)
        .onFailure(e -> log.warn("expired rows could not be removed; tried again in a minute", e))
        .mapEmpty();
  }

  void close() {
    vertx.cancelTimer(timer);
  }
}
