package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a master user did, a result for each user.
 *
 * @param receiptNumber seven digits, unique per institution and business day
 */
public record Results(
    String receiptNumber, OffsetDateTime acceptedAt, Act operation, List<OfUser> results) {
  /** One user's. */
  public record OfUser(String user, Effect result) {}

  /** What it came to; all but {@code DONE} changed nothing. */
  public enum Effect {
    DONE,
    /** There was nothing to lift. */
    NOT_SUSPENDED,
    /** There is no token. */
    NOT_REGISTERED,
    /** It takes the branch. */
    NOT_ALLOWED,
    /** The token is finished. */
    REPLACE_TOKEN,
    /** There is no such user. */
    NOT_FOUND,

    /** One that this client does not know yet; never sent. */
    UNKNOWN
  }
}
