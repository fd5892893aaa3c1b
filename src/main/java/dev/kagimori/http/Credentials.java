package dev.kagimori.http;

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
   * Looks a credential up; may await.
   *
   * @param bearer what stands behind {@code Authorization: Bearer}
   * @return empty when it is unknown, revoked or malformed, which is not told apart
   */
  Optional<Identity> identify(String bearer);
}
