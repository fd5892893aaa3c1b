package dev.kagimori.client;

import org.jspecify.annotations.Nullable;

/**
 * What is to be issued.
 *
 * @param phoneMail of an app's: where the issue mail goes
 * @param startPassword of an app's: digits that the customer chose, as typed
 */
public record IssueRequest(
    TokenKind kind, @Nullable String phoneMail, @Nullable String startPassword) {
  /** An app token, whose IDs go to the phone. */
  public static IssueRequest app(String phoneMail, String startPassword) {
    return new IssueRequest(TokenKind.SOFTWARE, phoneMail, startPassword);
  }

  /** A fob, to be shipped. */
  public static IssueRequest fob() {
    return new IssueRequest(TokenKind.HARDWARE, null, null);
  }

  /** Without address and password. */
  @Override
  public String toString() {
    return "IssueRequest(" + kind + ")";
  }
}
