package dev.kagimori.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What became of mails, and how many wait. */
final class MailMeters {
  static final String SENT = "SENT";
  static final String LATER = "LATER";
  static final String BOUNCED = "BOUNCED";
  static final String UNKNOWN = "UNKNOWN";

  private final Map<String, Counter> outcomes = new TreeMap<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong oldestSeconds = new AtomicLong();

  MailMeters(MeterRegistry meters, boolean sends) {
    // from zero on, since a counter that appears with its first event does not look like a rise
    for (var outcome : new String[] {SENT, LATER, BOUNCED, UNKNOWN})
      outcomes.put(
          outcome,
          Counter.builder("kagimori.mail")
              .description("Mails by what came of handing them to the SMTP server")
              .tag("outcome", outcome)
              .register(meters));
    Gauge.builder("kagimori.mail.waiting", waiting, AtomicLong::get)
        .description("Mails of all institutions that wait to be sent, counted up to 100,000")
        .register(meters);
    Gauge.builder("kagimori.mail.oldest", oldestSeconds, AtomicLong::get)
        .description("For how long the oldest of them has waited")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("kagimori.mail.sends", () -> sends ? 1 : 0)
        .description("Whether this instance was given an SMTP server to send mails by")
        .register(meters);
  }

  void count(String outcome, int mails) {
    var counter = outcomes.get(outcome);
    if (counter == null) throw new IllegalArgumentException("no such outcome: " + outcome);
    counter.increment(mails);
  }

  void waiting(OutboxStore.Backlog backlog, Instant now) {
    waiting.set(backlog.waiting());
    var oldest = backlog.oldest();
    oldestSeconds.set(oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds()));
  }
}
