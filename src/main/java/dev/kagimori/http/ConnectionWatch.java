package dev.kagimori.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections that wait for a request head too long. The server's own idle time-out is no
 * help here: one byte now and then keeps it quiet.
 */
final class ConnectionWatch {
  private final Map<HttpConnection, Long> waiting = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final Limits limits;
  private final Gate connections;

  /**
   * Watches one instance's connections.
   *
   * @param connections counts over all instances
   */
  ConnectionWatch(Vertx vertx, Limits limits, Gate connections) {
    this.vertx = vertx;
    this.limits = limits;
    this.connections = connections;
  }

  void opened(HttpConnection connection) {
    if (!connections.enter()) {
      connection.close();
      return;
    }
    connection.closeHandler(_ -> {
      connections.leave();
      busy(connection);
    });
    waits(connection);
  }

  /** A head has come. */
  void busy(HttpConnection connection) {
    var timer = waiting.remove(connection);
    if (timer != null) vertx.cancelTimer(timer);
  }

  /** The next head is due. */
  void waits(HttpConnection connection) {
    long timer =
        vertx.setTimer(
            limits.head().toMillis(),
            _ -> {
              waiting.remove(connection);
              connection.close();
            });
    var before = waiting.put(connection, timer);
    if (before != null) vertx.cancelTimer(before);
  }
}
