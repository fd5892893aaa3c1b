package dev.kagimori.http;

import io.vertx.core.Future;
import java.util.Optional;

/** Turns what a request carries into the one who asks. */
public interface Credentials {
  /**
   * Who holds a credential.
   *
   * @param institution the tenant
   * @param client the credential's name within it
   */
  record Identity(String institution, String client) {}

  /**
   * Looks a credential up; called on an event loop, which it does not hold up, and completes there.
   *
   * @param bearer what stands behind {@code Authorization: Bearer}
   * @return empty when it is unknown, revoked or malformed, which is not told apart
   */
  Future<Optional<Identity>> identify(String bearer);
}
