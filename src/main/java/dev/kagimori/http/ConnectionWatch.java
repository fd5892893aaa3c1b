package dev.kagimori.http;

import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that wait for a request head too long. The server's own idle time-out is no
 * help here: one byte now and then keeps it quiet. Lives in one context.
 */
final class ConnectionWatch {
  private final Map<HttpConnection, Peer> peers = new HashMap<>();
  private final Sweep.Line heads;
  private final Gate connections;
  private final Forwarding forwarding;

  /**
   * Watches one instance's connections.
   *
   * @param connections counts over all instances
   */
  ConnectionWatch(Sweep sweep, Limits limits, Gate connections, Forwarding forwarding) {
    heads = sweep.line(limits.head());
    this.connections = connections;
    this.forwarding = forwarding;
  }

  void opened(HttpConnection connection) {
    if (!connections.enter()) {
      connection.close();
      return;
    }
    var peer = new Peer(connection);
    peers.put(connection, peer);
    connection.closeHandler(_ -> {
      connections.leave();
      peers.remove(connection);
      peer.closed();
    });
    peer.waits();
  }

  /** The connection that a request came on. */
  Peer of(HttpConnection connection) {
    var peer = peers.get(connection);
    return peer != null ? peer : new Peer(connection); // one that is being closed
  }

  /** One connection: it waits for a head, or has a visit. */
  final class Peer extends Sweep.Due {
    private final HttpConnection connection;
    private @Nullable Visit visit;
    private @Nullable String address;
    private boolean balancer;

    private Peer(HttpConnection connection) {
      this.connection = connection;
    }

    /** A head has come. */
    void busy() {
      cancel();
    }

    /** A head has come, and who is told when the client leaves before its answer. */
    void busy(Visit visit) {
      cancel();
      this.visit = visit;
    }

    /** An answer is on its way. */
    void answered() {
      visit = null;
    }

    /** The next head is due, unless it is here already. */
    void waits() {
      if (visit == null) heads.add(this);
    }

    /** The client's, without port; behind a balancer each request may be another's. */
    String client(MultiMap headers) {
      var known = address;
      if (known == null) {
        known = connection.remoteAddress().hostAddress();
        balancer = forwarding.isBy(known);
        address = known;
      }
      return balancer ? forwarding.client(headers, known) : known;
    }

    void close() {
      connection.close();
    }

    /** It may be silent for longer than any other; its visit has deadlines of its own. */
    void mayBeIdle() {
      if (connection instanceof ConnectionBase base) { // there is no other way to it
        var pipeline = base.channel().pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) pipeline.remove(IdleStateHandler.class);
      }
    }

    @Override
    void due() {
      connection.close();
    }

    private void closed() {
      cancel();
      if (visit != null) visit.gone();
    }
  }
}
