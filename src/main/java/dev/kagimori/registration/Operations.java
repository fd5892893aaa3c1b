package dev.kagimori.registration;

import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Period;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenFields;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What every operation of a customer begins with. */
public final class Operations {
  private final TermsStore terms;
  private final Idempotency idempotency;
  private final Receipts receipts;
  private final InstantSource clock;

  public Operations(
      TermsStore terms, Idempotency idempotency, Receipts receipts, InstantSource clock) {
    this.terms = terms;
    this.idempotency = idempotency;
    this.receipts = receipts;
    this.clock = clock;
  }

  /** The one reading of the clock and of the terms that a call is decided under. */
  public Request request(Call call) {
    var now = clock.instant();
    return new Request(call, terms.at(call.caller().institution(), now), now);
  }

  public Answer once(Request request, Work<?, Answer> operation) {
    return idempotency.once(request.call(), request.now(), operation);
  }

  /** {@link #once}, for an operation that may give a receipt. */
  public Answer receipted(Request request, Function<Receipts.Slip, Work<?, Answer>> operation) {
    return receipts.numbered(
        request.institution(), request.now(), slip -> once(request, operation.apply(slip)));
  }

  /** Decides on what is held, and leaves what is to be saved. */
  public interface Deciding<H> {
    Answer by(SqlClient db, H held, Writes writes);
  }

  /** An operation out of its two halves. */
  public static <H> Work<H, Answer> work(
      Function<SqlClient, Future<H>> holding, Deciding<H> deciding) {
    return new Work<>() {
      @Override
      public Future<H> hold(SqlConnection db) {
        return holding.apply(db);
      }

      @Override
      public Answer decide(SqlConnection db, H held, Writes writes) {
        return deciding.by(db, held, writes);
      }
    };
  }

  /** What is done with a token that a user shows for the first time. */
  interface Showing {
    Work<?, Answer> of(Request request, SerialNumber serial, Receipts.Slip slip);
  }

  /** Start and the second half of an exchange: what needs no row is refused first. */
  Answer newcomer(
      Call call, TokenOperation operation, Function<Make, Period> whenOpen, Showing showing) {
    var request = request(call);
    if (!request.offers(operation)) return request.notOffered();
    var serial = TokenFields.serial(call);
    TokenFields.code(call);
    TokenFields.nextCode(call);
    var closed = closed(request, serial, whenOpen);
    if (closed.isPresent()) return closed(closed.get(), operation);
    var time = EvenTime.begin();
    return time.of(receipted(request, slip -> showing.of(request, serial, slip)));
  }

  /** Told by the prefix alone, so it tells nothing of the serial number (E9). */
  private static Optional<Make> closed(
      Request request, SerialNumber serial, Function<Make, Period> whenOpen) {
    return request
        .terms()
        .make(serial.value())
        .filter(make -> !whenOpen.apply(make).contains(request.now()));
  }

  private static Answer closed(Make make, TokenOperation operation) {
    var rule = "makes.%s.%s".formatted(make.prefix(), operation.name().toLowerCase(Locale.ROOT));
    return new Answer.Refused(Problem.ruled(ProblemCode.MAKE_CLOSED, rule));
  }
}
