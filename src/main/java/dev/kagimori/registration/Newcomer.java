package dev.kagimori.registration;

import dev.kagimori.audit.Entry;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Decision.Reason;
import dev.kagimori.token.Decoy;
import dev.kagimori.token.Judge;
import dev.kagimori.token.Owner;
import dev.kagimori.token.Presented;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenFields;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token that a user shows for the first time, at start or as the new one of an exchange.
 *
 * <p>Who guesses learns nothing (rule 7): whatever is wrong with serial number or code, the same is
 * computed, as many statements run, and the answer is the same. The try is charged to the user.
 */
final class Newcomer {
  private final Judge judge;
  private final UserStore users;

  Newcomer(Keyring keyring, UserStore users) {
    judge = new Judge(keyring);
    this.users = users;
  }

  /**
   * Decides, and saves what was decided.
   *
   * @param found the locked row; null: there is none
   * @param entry has what was typed as a serial number already, where it may be kept
   */
  Decision admit(
      Writes writes,
      Request request,
      User user,
      SerialNumber serial,
      @Nullable StoredToken found,
      Function<Presented, Command> command,
      Entry entry) {
    var decision = decide(request, serial, found, command);
    var before = found == null ? decision.token() : found.token();
    OwnToken.save(writes, before, decision, found == null ? entry : entry.serial(serial.value()));
    switch (decision) {
      case Decision.Done(Token admitted) -> saveStarted(writes, user);
      case Decision.Refused refused -> {
        if (refused.reason() != Reason.MAKE_CLOSED && !isTheirsAndUnusable(refused, user))
          users.save(writes, user.failed(request.terms(), request.now()));
      }
    }
    return decision;
  }

  private void saveStarted(Writes writes, User user) {
    var started = user.started();
    if (!started.equals(user)) users.save(writes, started);
  }

  /** What the user is told, which is less than the audit entry says. */
  static Answer refusal(Decision.Refused refused, User user) {
    if (isTheirsAndUnusable(refused, user)) return Answer.refused(ProblemCode.REPLACE_TOKEN);
    return switch (refused.reason()) {
      case NEXT_CODE_NEEDED -> Answer.refused(ProblemCode.NEXT_CODE_NEEDED);
      case MAKE_CLOSED -> Answer.refused(ProblemCode.MAKE_CLOSED);
      case WRONG,
          REPLAYED,
          SUSPENDED,
          EXPIRED,
          WRONG_STATE,
          NOT_THEIRS,
          NOT_REUSABLE,
          NOT_CHECKED,
          NOT_RENEWABLE,
          UNKNOWN_MAKE,
          REPLACE_TOKEN,
          WRONG_KIND,
          UNKNOWN_SERIAL,
          SEED_UNUSABLE ->
          Answer.refused(ProblemCode.NOT_ACCEPTED);
    };
  }

  /** Whom a fob was shipped to is told that no code of it helps, at no cost; nobody else is. */
  private static boolean isTheirsAndUnusable(Decision.Refused refused, User user) {
    return refused.reason() == Reason.SEED_UNUSABLE
        && new Owner(user.contract(), user.user()).equals(refused.token().owner());
  }

  private Decision decide(
      Request request,
      SerialNumber serial,
      @Nullable StoredToken found,
      Function<Presented, Command> command) {
    var code = TokenFields.code(request.call());
    var next = TokenFields.nextCode(request.call());
    if (found == null)
      return Decoy.refuse(serial, code, next, command, request.terms(), request.now());
    return judge.decide(
        request.institution(), found, code, next, command, request.terms(), request.now());
  }
}
