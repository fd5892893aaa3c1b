package dev.kagimori.registration;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Period;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.function.Function;

/** What every operation of a customer begins with. */
final class Operations {
  private final TermsStore terms;
  private final Idempotency idempotency;
  private final InstantSource clock;

  Operations(TermsStore terms, Idempotency idempotency, InstantSource clock) {
    this.terms = terms;
    this.idempotency = idempotency;
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

  /** Told by the prefix alone, so it tells nothing of the serial number (E9). */
  boolean isClosed(Request request, SerialNumber serial, Function<Make, Period> whenOpen) {
    return request
        .terms()
        .make(serial.value())
        .filter(make -> !whenOpen.apply(make).contains(request.now()))
        .isPresent();
  }
}
