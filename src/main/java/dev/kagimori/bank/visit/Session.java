package dev.kagimori.bank.visit;

import dev.kagimori.bank.ledger.Customer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody whose password was right. It lies in memory, since what is typed between two pages
 * belongs nowhere else.
 */
public final class Session {
  /** Beyond, the oldest is given up: so many tabs nobody reads. */
  private static final int FLOWS_MAX = 8;

  private Customer customer;
  private final Optional<Certificate> certificate;
  private final Map<UUID, Flow> flows = new LinkedHashMap<>();
  private final List<Notice> flash = new ArrayList<>();
  final Instant began;
  Instant seen;
  private boolean in;

  Session(Customer customer, Optional<Certificate> certificate, Instant now) {
    this.customer = customer;
    this.certificate = certificate;
    began = now;
    seen = now;
  }

  public Customer customer() {
    return customer;
  }

  /** Whether this certificate, or none, was shown when it began: a session is where its key is. */
  boolean isOf(Optional<Certificate> shown) {
    return certificate.equals(shown);
  }

  /** The customer changed something about themselves. */
  public void changed(Customer now) {
    customer = now;
  }

  /** Whether the login is complete; before, there is one flow, and nothing else is open. */
  public boolean isIn() {
    return in;
  }

  void completeLogin() {
    in = true;
  }

  /** Begins something that takes several pages. */
  public <F extends Flow> F begin(F flow) {
    if (flows.size() >= FLOWS_MAX) flows.remove(flows.keySet().iterator().next());
    flows.put(flow.id(), flow);
    return flow;
  }

  public Optional<Flow> flow(UUID id) {
    return Optional.ofNullable(flows.get(id));
  }

  void end(Flow flow) {
    flows.remove(flow.id());
  }

  /** To be shown on the next page. */
  public void tell(Notice notice) {
    flash.add(notice);
  }

  /** What was to be shown; once. */
  public List<Notice> told() {
    var told = List.copyOf(flash);
    flash.clear();
    return told;
  }
}
