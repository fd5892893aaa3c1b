package dev.kagimori.database;

/**
 * Nothing was done: no connection to be had, the queue full, a lock or statement timeout, or the
 * connection lost before the commit was sent. Safe to do again.
 */
public final class DatabaseBusy extends DatabaseFailure {
  private static final long serialVersionUID = 1;

  DatabaseBusy(String message, Throwable cause) {
    super(message, cause);
  }
}
