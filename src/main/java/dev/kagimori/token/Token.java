package dev.kagimori.token;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.otp.Drift;
import dev.kagimori.otp.Totp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token with all that decides a code, its seed aside.
 *
 * @param owner whom it is allocated to or registered by
 * @param validUntil the first instant at which it is expired; null: it does not expire
 * @param lastStep the last accepted time step; {@link #NO_STEP} when there is none
 * @param lastAccepted when that was
 * @param failuresInRow wrong codes since the last accepted one or the last unlock
 * @param failuresSinceAccepted wrong codes since the last accepted one, whatever was unlocked
 * @param driftSeconds its clock minus the service's, as accepted codes tell; within ± 600
 * @param version raised by each change
 * @param epoch raised by each change of state or suspension: what an open exchange hangs on
 * @param inspection of a fob, at intake
 */
public record Token(
    SerialNumber serial,
    Kind kind,
    Totp totp,
    TokenState state,
    @Nullable Suspension suspension,
    @Nullable Owner owner,
    @Nullable Instant validUntil,
    long lastStep,
    @Nullable Instant lastAccepted,
    int failuresInRow,
    int failuresSinceAccepted,
    long driftSeconds,
    long version,
    long epoch,
    Inspection inspection) {

  public static final long NO_STEP = -1;

  /** After so many wrong codes since the last accepted one a token is finished (SP 800-63B). */
  public static final int FAILURES_MAX = 100;

  /** A token as it enters the books. */
  public static Token fresh(
      SerialNumber serial, Kind kind, Totp totp, TokenState state, @Nullable Instant validUntil) {
    return new Token(
        serial,
        kind,
        totp,
        state,
        null,
        null,
        validUntil,
        NO_STEP,
        null,
        0,
        0,
        0,
        0,
        0,
        Inspection.UNCHECKED);
  }

  /** An app token that a user was issued. */
  public static Token issued(SerialNumber serial, Totp totp, Owner owner) {
    return new Token(
        serial,
        Kind.SOFTWARE,
        totp,
        TokenState.ISSUED,
        null,
        owner,
        null,
        NO_STEP,
        null,
        0,
        0,
        0,
        0,
        0,
        Inspection.UNCHECKED);
  }

  /** A token as its maker delivers it, with the drift that was measured there. */
  public static Token delivered(
      SerialNumber serial,
      Kind kind,
      Totp totp,
      TokenState state,
      @Nullable Instant validUntil,
      long driftSeconds) {
    return new Token(
        serial,
        kind,
        totp,
        state,
        null,
        null,
        validUntil,
        NO_STEP,
        null,
        0,
        0,
        driftSeconds,
        0,
        0,
        Inspection.UNCHECKED);
  }

  public boolean isExpired(Instant now) {
    return validUntil != null && !now.isBefore(validUntil);
  }

  Duration sinceAccepted(Instant now) {
    return lastAccepted == null ? Duration.ZERO : Duration.between(lastAccepted, now);
  }

  Token withState(TokenState next, @Nullable Owner nextOwner) {
    return copy(next, suspension, nextOwner, failuresInRow, epoch + 1);
  }

  Token suspended(Suspension cause) {
    return copy(state, cause, owner, failuresInRow, epoch + 1);
  }

  Token unlocked() {
    return copy(state, null, owner, 0, epoch + 1);
  }

  /** Valid until another instant; null: it does not expire. */
  Token valid(@Nullable Instant until) {
    return new Token(
        serial,
        kind,
        totp,
        state,
        suspension,
        owner,
        until,
        lastStep,
        lastAccepted,
        failuresInRow,
        failuresSinceAccepted,
        driftSeconds,
        version + 1,
        epoch,
        inspection);
  }

  /** Uses a step up: no step up to it will be accepted again. */
  Token accepted(long step, Instant now) {
    long drift =
        lastAccepted == null
            ? Drift.first(totp, now, step)
            : Drift.learn(totp, now, driftSeconds, step, sinceAccepted(now));
    return new Token(
        serial,
        kind,
        totp,
        state,
        suspension,
        owner,
        validUntil,
        step,
        now,
        0,
        0,
        drift,
        version + 1,
        epoch,
        inspection);
  }

  /** Charges a try; the last one suspends. */
  Token charged(int wrongCodesMax) {
    int inRow = failuresInRow + 1;
    int total = failuresSinceAccepted + 1;
    boolean last = inRow >= wrongCodesMax || total >= FAILURES_MAX;
    return new Token(
        serial,
        kind,
        totp,
        state,
        last ? Suspension.WRONG_CODES : suspension,
        owner,
        validUntil,
        lastStep,
        lastAccepted,
        inRow,
        total,
        driftSeconds,
        version + 1,
        last ? epoch + 1 : epoch,
        inspection);
  }

  /** With another finding at intake. */
  Token inspected(Inspection found) {
    return new Token(
        serial,
        kind,
        totp,
        state,
        suspension,
        owner,
        validUntil,
        lastStep,
        lastAccepted,
        failuresInRow,
        failuresSinceAccepted,
        driftSeconds,
        version + 1,
        epoch,
        found);
  }

  private Token copy(
      TokenState state,
      @Nullable Suspension suspension,
      @Nullable Owner owner,
      int failuresInRow,
      long epoch) {
    return new Token(
        serial,
        kind,
        totp,
        state,
        suspension,
        owner,
        validUntil,
        lastStep,
        lastAccepted,
        failuresInRow,
        failuresSinceAccepted,
        driftSeconds,
        version + 1,
        epoch,
        inspection);
  }
}
