package dev.kagimori.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * Who a request comes from where a balancer stands between. It appends the address of its client to
 * what the client itself sent, so only the last element is its own word.
 */
final class Forwarding {
  /** Everybody comes by themselves. */
  static final Forwarding NONE = new Forwarding(TrustedPeers.NONE, () -> {});

  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

  private final TrustedPeers balancers;
  private final Runnable unread;

  /**
   * @param unread told of each request of a balancer that names no client
   */
  Forwarding(TrustedPeers balancers, Runnable unread) {
    this.balancers = balancers;
    this.unread = unread;
  }

  boolean isBy(String peer) {
    return balancers.has(peer);
  }

  /**
   * The address of a balancer's client, as a peer's is written.
   *
   * @return the balancer's own where it names none: what is counted by address is counted for all
   *     of these together then, so that nobody gains by a header that can't be read
   */
  String client(MultiMap headers, String balancer) {
    var all = headers.getAll(FORWARDED_FOR);
    if (!all.isEmpty()) {
      var last = all.getLast();
      var client = IpLiteral.parse(last.substring(last.lastIndexOf(',') + 1).strip());
      if (client.isPresent()) return client.get().getHostAddress();
    }
    unread.run();
    return balancer;
  }
}
