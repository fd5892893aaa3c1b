package dev.kagimori.service;

import dev.kagimori.http.Credentials;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * Opens an institution's keys with its first request, so that it may be added any time. Opening
 * waits for the database, on a virtual thread.
 */
record KeyedCredentials(Credentials credentials, Keyring keyring) implements Credentials {
  @Override
  public Future<Optional<Identity>> identify(String bearer) {
    var known = credentials.identify(bearer);
    return known.compose(identity ->
        identity.isEmpty() || keyring.isLoaded(identity.get().institution())
            ? known
            : open(identity.get().institution(), Vertx.currentContext()).map(identity));
  }

  private Future<Void> open(String institution, Context loop) {
    var opened = Promise.<Void>promise();
    Thread.ofVirtual()
        .name("kagimori-keys")
        .start(() -> {
          try {
            keyring.load(institution);
            loop.runOnContext(_ -> opened.complete());
          } catch (Throwable e) {
            loop.runOnContext(_ -> opened.fail(e));
          }
        });
    return opened.future();
  }
}
