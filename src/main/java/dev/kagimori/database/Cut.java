package dev.kagimori.database;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/**
 * Closes the socket under a connection, so that whoever waits for an answer on it waits no longer.
 * The client itself has no way to do so: its close() only hands the connection back to the pool,
 * behind the statement that hangs.
 */
final class Cut {
  private Cut() {}

  static void now(SqlConnection db) {
    // the codec, first in the pipeline, holds a close() back until the server has answered
    if (((SqlConnectionInternal) db).unwrap().unwrap() instanceof SocketConnectionBase line) {
      var first = line.socket().channelHandlerContext().pipeline().firstContext();
      if (first == null) return; // it is closed already
      var _ = first.close();
    }
  }
}
