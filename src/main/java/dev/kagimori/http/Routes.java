package dev.kagimori.http;

import io.vertx.core.Future;

/** The routes of one domain at one door, mounted once for each event loop. */
public interface Routes {
  /** Whose contract has the operations. */
  default Door door() {
    return Door.FRONT_END;
  }

  void mount(Api api);

  /** What they hold is given back; called on their loop after its last request has ended. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
