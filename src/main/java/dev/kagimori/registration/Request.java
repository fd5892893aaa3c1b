package dev.kagimori.registration;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.token.SerialNumber;
import java.time.Instant;

/** A call about a user, with the instant and the terms that it is decided under. */
public record Request(Call call, Terms terms, Instant now) {
  public String institution() {
    return call.caller().institution();
  }

  public String contract() {
    return call.path("contract");
  }

  public String user() {
    return call.path("user");
  }

  public boolean offers(TokenOperation operation) {
    return terms.offers(operation);
  }

  /** Refuses what the institution's customers do not have (A18, D17). */
  public Answer notOffered() {
    return new Answer.Refused(Problem.ruled(ProblemCode.NOT_OFFERED, "offered"));
  }

  public Entry entry(Action action) {
    return Entry.of(institution(), now, source(), action, contract(), user());
  }

  Source source() {
    var caller = call.caller();
    return new Source(caller.client(), caller.address(), caller.requestId());
  }

  /** With what was typed as a serial number, unless it could be a code. */
  Entry entry(Action action, SerialNumber typed) {
    var entry = entry(action);
    return typed.couldBeCode() ? entry : entry.serial(typed.value());
  }
}
