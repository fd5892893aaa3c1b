package dev.kagimori.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the front ends' port is.
 *
 * @param port 0 lets the system choose
 * @param instances how many event loops share it, at least 1
 * @param tls without it the port speaks plain HTTP, for a proxy or balancer that ends TLS
 * @param forwardedBy balancers, of which each request tells its client's address
 */
public record Listen(
    String host, int port, int instances, Optional<Tls> tls, TrustedPeers forwardedBy) {
  /**
   * TLS 1.2 and 1.3.
   *
   * @param key PKCS#8 in PEM
   * @param certificate the chain in PEM, the server's own first
   */
  public record Tls(Path key, Path certificate) {}

  public Listen {
    if (port < 0 || port > 65535)
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    if (instances < 1)
      throw new IllegalArgumentException("instances are at least 1, not " + instances);
  }

  /** With no balancer whose word counts. */
  public Listen(String host, int port, int instances, Optional<Tls> tls) {
    this(host, port, instances, tls, TrustedPeers.NONE);
  }

  public Listen withForwardedBy(TrustedPeers balancers) {
    return new Listen(host, port, instances, tls, balancers);
  }

  /** Plain HTTP, the usual number of instances. */
  public static Listen on(String host, int port) {
    return new Listen(host, port, usualInstances(), Optional.empty());
  }

  /** One for each processor, at least two. */
  public static int usualInstances() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }
}
