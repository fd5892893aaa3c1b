package dev.kagimori.demo;

import dev.kagimori.demo.CounterDesk.Outcome;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of acts and has not been told yet. Each is told once, on the page that follows the
 * form: so that page can be loaded again, and nothing is done twice.
 */
final class Outcomes {
  /** The oldest give way: a browser that never came for one does not come any more. */
  private static final int KEPT = 100;

  private final LinkedHashMap<String, Outcome> untold = new LinkedHashMap<>();

  /** By what it will be asked for. */
  synchronized String keep(Outcome outcome) {
    var ticket = UUID.randomUUID().toString();
    untold.put(ticket, outcome);
    if (untold.size() > KEPT) untold.pollFirstEntry();
    return ticket;
  }

  /** Empty: told already, or nothing was asked for. */
  synchronized Optional<Outcome> tell(@Nullable String ticket) {
    return ticket == null ? Optional.empty() : Optional.ofNullable(untold.remove(ticket));
  }
}
