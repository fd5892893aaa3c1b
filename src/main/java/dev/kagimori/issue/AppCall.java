package dev.kagimori.issue;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms;
import dev.kagimori.registration.Customer;
import java.time.Instant;

/** A call of the phone app that the door let in, with what it is decided under. */
record AppCall(Call call, String institution, String serviceId, Terms terms, Instant now) {
  Source source() {
    var caller = call.caller();
    return new Source(caller.client(), caller.address(), caller.requestId());
  }

  /** An entry about nobody yet. */
  Entry entry(Action action) {
    return Entry.of(institution, now, source(), action);
  }

  /** Refuses, and writes the entry with the true reason. */
  static Answer refuse(Writes writes, Entry entry, String reason, ProblemCode code) {
    return refuse(writes, entry, reason, Problem.of(code));
  }

  static Answer refuse(Writes writes, Entry entry, String reason, Problem problem) {
    Customer.tell(writes, entry.refused(reason));
    return new Answer.Refused(problem);
  }
}
