package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.client.Verification;
import java.util.Optional;

/** What a judgement means to a customer. */
final class Codes {
  private Codes() {}

  /** Whether no code helps any more. */
  static boolean isSuspended(Verification judged) {
    return switch (judged.result()) {
      case SUSPENDED -> true;
      case WRONG -> Integer.valueOf(0).equals(judged.triesLeft());
      default -> false;
    };
  }

  /** Why the customer may not go on; empty where they may. */
  static Optional<Notice> refusal(Verification judged) {
    return switch (judged.result()) {
      case ACCEPTED -> Optional.empty();
      case WRONG -> Optional.of(Refusals.wrong(judged.triesLeft()));
      case REPLAYED -> Optional.of(Refusals.replayed());
      case NEXT_CODE_NEEDED -> Optional.of(Refusals.nextCode());
      case SUSPENDED -> Optional.of(Refusals.suspended());
      case EXPIRED -> Optional.of(Refusals.expired());
      case NOT_REGISTERED, UNKNOWN ->
          Optional.of(
              Notice.error(
                  "ご利用中のトークンがありません。先に利用開始を行ってください。", "You have no token in use. Start one first."));
    };
  }
}
