package dev.kagimori.http;

import io.vertx.core.Future;

/** The routes of one domain, mounted once for each event loop. */
public interface Routes {
  void mount(Api api);

  /** What they hold is given back; called on their loop after its last request has ended. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
