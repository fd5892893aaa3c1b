package dev.kagimori.token;

import dev.kagimori.institution.Make;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Making a token available to a user (トークン発行): an app issue, or a request for a fob.
 *
 * @param serial of the token that was made or set aside for it; null: none yet
 */
public record Issue(
    String institution,
    UUID id,
    Owner owner,
    Make.Kind kind,
    State state,
    @Nullable SerialNumber serial,
    Instant issuedAt) {

  /** How far it has come. */
  public enum State {
    /** A fob was asked for (B4). */
    REQUESTED,
    /** A fob is set aside. */
    ALLOCATED,
    /** The fob is on its way. */
    SHIPPED,
    /** An app token waits for its app. */
    ISSUED,
    /** The app has its seed. */
    ACTIVATED,
    /** Its token was started or exchanged to. */
    USED,
    WITHDRAWN,
    /** Another took its place (D14). */
    REPLACED,
    REVOKED;

    /** Whether it is under way still. */
    public boolean isOpen() {
      return switch (this) {
        case REQUESTED, ALLOCATED, SHIPPED, ISSUED, ACTIVATED -> true;
        case USED, WITHDRAWN, REPLACED, REVOKED -> false;
      };
    }
  }
}
