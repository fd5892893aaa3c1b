package dev.kagimori.bank.visit;

import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.client.KagimoriClient;
import dev.kagimori.client.KagimoriException;
import dev.kagimori.client.Refused;
import dev.kagimori.client.Unanswered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that a customer does over several pages, one step each. A step is drawn by GET and
 * taken by POST, which leads to the next GET, so that reloading repeats nothing. Each drawn form
 * carries the number of its attempt: the same one twice, by a double click or after going back, is
 * taken once.
 */
public abstract class Flow {
  /** The step that ends it, from which nothing goes back. */
  public static final String DONE = "done";

  /** The step in which nobody knows yet what became of the last attempt. */
  public static final String UNKNOWN = "unknown";

  private final UUID id = UUID.randomUUID();
  private final String kind;
  private final List<String> steps;
  private final List<Notice> notices = new ArrayList<>();
  private String step;
  private int attempt = 1;
  private @Nullable Promise<Void> underWay;
  private @Nullable Runnable again;
  private @Nullable String exit;
  private @Nullable Visit present;
  private String submission = "";

  /**
   * Begins with the first of the steps.
   *
   * @param kind its part of the address
   * @param steps in their order; the last is {@link #DONE}
   */
  protected Flow(String kind, List<String> steps) {
    this.kind = kind;
    this.steps = steps;
    step = steps.getFirst();
  }

  /** The page of the present step. */
  protected abstract View show(Visit visit);

  /** Takes what was typed at the present step, and moves on or tells why not. */
  protected abstract void submit(Visit visit);

  /** Where giving it up leads. */
  protected abstract String abortPath(Visit visit);

  /** The customer is at an earlier step again: what they typed since and is secret is forgotten. */
  protected void wentBack() {}

  /** What giving it up undoes; nothing, mostly. */
  protected void abort(Visit visit) {}

  /** What the service refused; tells the customer. */
  protected void refused(Visit visit, Refused refused) {
    tell(Refusals.notice(refused));
  }

  public final UUID id() {
    return id;
  }

  public final String step() {
    return step;
  }

  public final int attempt() {
    return attempt;
  }

  final boolean isOf(String aKind) {
    return kind.equals(aKind);
  }

  final boolean isUnderWay() {
    return underWay != null;
  }

  public final boolean isDone() {
    return step.equals(DONE);
  }

  final List<Notice> notices() {
    return List.copyOf(notices);
  }

  /** The present step's address within its bank. */
  public final String path() {
    return kind + "/" + id + "/" + step;
  }

  protected final void tell(Notice notice) {
    notices.add(notice);
  }

  protected final void tell(List<Notice> all) {
    notices.addAll(all);
  }

  protected final void go(String next) {
    step = next;
  }

  /** Ends it without a page of its own: the customer goes on there. */
  protected final void leave(String path) {
    exit = path;
  }

  /**
   * The request that is being taken: where an outcome was asked for again, not the one that first
   * sent it.
   */
  protected final Visit present() {
    return Objects.requireNonNull(present);
  }

  /** One for each submission: {@code Idempotency-Key}, or the {@code reference} of a code. */
  protected final UUID submission() {
    return UUID.nameUUIDFromBytes(submission.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Calls the service for this submission. Where nobody knows what came of it, the same call is
   * offered again, under the same key, and nothing else.
   */
  protected final <T> void send(Visit visit, Function<UUID, T> call, Consumer<T> then) {
    var key = submission();
    Runnable sending =
        () -> {
          try {
            then.accept(call.apply(key));
          } catch (Refused e) {
            refused(visit, e);
          }
        };
    sent(sending, step);
  }

  /** The same, of a change that the service does once for the key, however often it is asked. */
  protected final <T> void change(Visit visit, Change<T> call, Consumer<T> then) {
    var who = visit.customer();
    send(visit, key -> call.of(visit.tokens().under(key.toString()), who).await(), then);
  }

  /** A change at the token service. */
  protected interface Change<T> {
    /**
     * Asks for it.
     *
     * @param tokens sends it under this submission's key
     * @param who it is for
     */
    Future<T> of(KagimoriClient tokens, Customer who);
  }

  private void sent(Runnable sending, String from) {
    try {
      again = null;
      step = from;
      sending.run();
    } catch (Unanswered e) {
      if (e.mayBeDone()) {
        again = () -> sent(sending, from);
        step = UNKNOWN;
        tell(
            Notice.info(
                "結果を確認できていません。「もう一度確認する」を押してください。同じお手続きが二重に行われることはありません。",
                "The outcome is not known yet. Press “Check again”; nothing is done twice."));
      } else tell(Refusals.busy());
    }
  }

  /** GET of a step: back to an earlier one, or to where it really is. */
  final Reply get(Visit visit, String asked) {
    if (exit != null) return Reply.go(exit);
    var earlier = steps.indexOf(asked);
    var here = steps.indexOf(step);
    boolean back = earlier >= 0 && earlier < here && !isDone() && again == null;
    if (back && visit.isVisited()) {
      notices.clear();
      step = asked;
      wentBack();
    }
    if (!asked.equals(step)) return Reply.go(visit.url(path()));
    return Reply.page(step.equals(UNKNOWN) ? UnknownOutcome.of(visit, this) : show(visit));
  }

  /** POST of a step. */
  final Reply post(Visit visit) {
    var running = underWay;
    if (running != null) running.future().await();
    else if (isAwaited(visit)) take(visit);
    return Reply.go(exit == null ? visit.url(path()) : exit);
  }

  /** Whether the form is the one that was drawn last, and of the present step. */
  private boolean isAwaited(Visit visit) {
    return exit == null
        && !isDone()
        && visit.part("step").equals(step)
        && visit.form().plain("attempt").equals(Integer.toString(attempt));
  }

  private void take(Visit visit) {
    var promise = Promise.<Void>promise();
    underWay = promise;
    present = visit;
    submission = id + ":" + attempt;
    notices.clear();
    try {
      var repeat = again;
      if (repeat != null) repeat.run();
      else submit(visit);
    } catch (KagimoriException e) {
      if (e instanceof Refused refused) refused(visit, refused);
      else tell(Refusals.busy());
    } finally {
      attempt++;
      underWay = null;
      present = null;
      promise.complete();
    }
  }
}
