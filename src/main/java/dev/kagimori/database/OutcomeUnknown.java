package dev.kagimori.database;

/**
 * The connection was lost after a COMMIT or a write of its own was sent: it may or may not stand.
 * Only the same idempotency key, reference or attempt id finds out.
 */
public final class OutcomeUnknown extends DatabaseFailure {
  private static final long serialVersionUID = 1;

  OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}
