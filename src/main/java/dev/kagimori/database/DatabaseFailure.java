package dev.kagimori.database;

/** The database could not do its part now; what the caller may say depends on which kind. */
public abstract sealed class DatabaseFailure extends RuntimeException
    permits DatabaseBusy, OutcomeUnknown {
  private static final long serialVersionUID = 1;

  DatabaseFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
