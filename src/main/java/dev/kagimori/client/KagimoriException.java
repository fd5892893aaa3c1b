package dev.kagimori.client;

/** Why a call has no answer to give: it was refused, or nothing is known. */
public abstract sealed class KagimoriException extends RuntimeException
    permits Refused, Unanswered {
  private static final long serialVersionUID = 1;

  private final String requestId;

  KagimoriException(String message, Throwable cause, String requestId) {
    super(message, cause);
    this.requestId = requestId;
  }

  KagimoriException(String message, String requestId) {
    super(message);
    this.requestId = requestId;
  }

  /** {@code X-Request-Id} of all attempts: what the service's operator asks for. */
  public final String requestId() {
    return requestId;
  }
}
