package dev.kagimori.token;

import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.keyring.SeedUnusable;
import dev.kagimori.otp.OneTimeCode;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens a stored token's seed for one judgement of its codes, and no longer. */
public final class Judge {
  private final Keyring keyring;

  public Judge(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * Decides a command that shows a code. Where the seed does not open, which the keyring has raised
   * the alarm about, nothing is accepted and no try is charged.
   */
  public Decision decide(
      String institution,
      StoredToken stored,
      OneTimeCode code,
      @Nullable OneTimeCode next,
      Function<Presented, Command> command,
      Terms terms,
      Instant now) {
    var token = stored.token();
    try (var seed = keyring.open(institution, token.serial().value(), stored.seed())) {
      return LifeCycle.decide(token, command.apply(new Presented(code, next, seed)), terms, now);
    } catch (SeedUnusable e) {
      return Decoy.unusable(token, code, next, command, terms, now);
    }
  }
}
