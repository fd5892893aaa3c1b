package dev.kagimori.registration;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Period;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenFields;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What every operation of a customer begins with. */
final class Operations {
  private final TermsStore terms;
  private final Idempotency idempotency;
  private final Receipts receipts;
  private final InstantSource clock;

  Operations(TermsStore terms, Idempotency idempotency, Receipts receipts, InstantSource clock) {
    this.terms = terms;
    this.idempotency = idempotency;
    this.receipts = receipts;
    this.clock = clock;
  }

  /** The one reading of the clock and of the terms that a call is decided under. */
  Request request(Call call) {
    var now = clock.instant();
    return new Request(call, terms.at(call.caller().institution(), now), now);
  }

  Answer once(Request request, Function<SqlConnection, Answer> operation) {
    return idempotency.once(request.call(), request.now(), operation);
  }

  /** {@link #once}, for an operation that may give a receipt. */
  Answer receipted(Request request, BiFunction<SqlConnection, Receipts.Slip, Answer> operation) {
    return receipts.numbered(
        request.institution(),
        request.now(),
        slip -> once(request, db -> operation.apply(db, slip)));
  }

  /** What is done with a token that a user shows for the first time. */
  interface Showing {
    Answer of(SqlConnection db, Request request, SerialNumber serial, Receipts.Slip slip);
  }

  /** Start and the second half of an exchange: what needs no row is refused first. */
  Answer newcomer(
      Call call, TokenOperation operation, Function<Make, Period> whenOpen, Showing showing) {
    var request = request(call);
    if (!request.offers(operation)) return Answer.refused(ProblemCode.NOT_OFFERED);
    var serial = TokenFields.serial(call);
    TokenFields.code(call);
    TokenFields.nextCode(call);
    if (isClosed(request, serial, whenOpen)) return Answer.refused(ProblemCode.MAKE_CLOSED);
    var time = EvenTime.begin();
    return time.of(receipted(request, (db, slip) -> showing.of(db, request, serial, slip)));
  }

  /** Told by the prefix alone, so it tells nothing of the serial number (E9). */
  private static boolean isClosed(
      Request request, SerialNumber serial, Function<Make, Period> whenOpen) {
    return request
        .terms()
        .make(serial.value())
        .filter(make -> !whenOpen.apply(make).contains(request.now()))
        .isPresent();
  }
}
