package dev.kagimori.client;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * It is issued, or asked for.
 *
 * @param receiptNumber seven digits, unique per institution and business day
 * @param serviceId of an app's, where the institution shows it on its page
 * @param userId likewise; 12 digits that nobody else should see
 */
public record IssueReceipt(
    String receiptNumber,
    OffsetDateTime acceptedAt,
    Act operation,
    @Nullable String serviceId,
    @Nullable String userId) {
  /** Without the user ID. */
  @Override
  public String toString() {
    return "IssueReceipt(" + receiptNumber + ", " + acceptedAt + ")";
  }
}
