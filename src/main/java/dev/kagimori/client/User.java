package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a user stands.
 *
 * @param token in use, or null
 * @param pending what is on its way, or null
 * @param loginOtp whether a login asks for a code; null while nothing is registered
 * @param nextIssueFrom from when on some token can be had; null where some kind need not wait
 * @param waits what of the next token waits, by kind and step
 * @param allowed show these buttons and no others
 */
public record User(
    String contract,
    String user,
    Role role,
    Status status,
    @Nullable Token token,
    @Nullable Pending pending,
    @Nullable Boolean loginOtp,
    @Nullable OffsetDateTime nextIssueFrom,
    List<Wait> waits,
    @Nullable StartsStopped startsStopped,
    List<Act> allowed) {
  /** A token in use; the make is null where the institution's terms name it no more. */
  public record Token(
      String serial, TokenKind kind, @Nullable String make, @Nullable OffsetDateTime validUntil) {}

  /** What holds a kind of token up, until then. */
  public record Wait(TokenKind kind, WaitStep step, OffsetDateTime until) {}

  /** A token on its way; the serial number is null until there is one. */
  public record Pending(@Nullable String serial, TokenKind kind, Status state) {}
}
