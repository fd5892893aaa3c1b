package dev.kagimori.testkit;

/**
 * What a customer knows after an issue: all that the app asks for.
 *
 * @param serviceId eight digits
 * @param userId twelve digits
 * @param startPassword that the customer chose
 */
public record AppIssue(
    String receiptNumber, String serviceId, String userId, String startPassword) {
  /** Without user ID and password. */
  @Override
  public String toString() {
    return "AppIssue(" + receiptNumber + ")";
  }
}
