package dev.kagimori.client;

/** The deadline or the attempts ended without an answer that says what became of the call. */
public final class Unanswered extends KagimoriException {
  private static final long serialVersionUID = 1;

  private final boolean mayBeDone;
  private final String key;

  Unanswered(Errand errand, boolean mayBeDone, Throwable cause) {
    super(message(errand, mayBeDone), cause, errand.requestId());
    this.mayBeDone = mayBeDone;
    key = errand.sameness();
  }

  private static String message(Errand errand, boolean mayBeDone) {
    return mayBeDone
        ? errand.endpoint()
            + ": 結果を確認できません。同じキーで再送してください / it may have been done: repeat it with the same key"
        : errand.endpoint() + ": 応答がありません。何も行われていません / no answer; nothing was done";
  }

  /**
   * Whether it may have been done. Where it may: repeat the same call with {@link #key}, and tell
   * the customer nothing before.
   */
  public boolean mayBeDone() {
    return mayBeDone;
  }

  /**
   * For {@link KagimoriClient#withIdempotencyKey}; of a verification the reference, which holds for
   * a minute; empty where the call changes nothing.
   */
  public String key() {
    return key;
  }
}
