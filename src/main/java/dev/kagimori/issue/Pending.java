package dev.kagimori.issue;

import dev.kagimori.audit.Entry;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.User;
import dev.kagimori.registration.OwnToken;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Issue;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is on its way to a user whose row is held: issues, and tokens that are not registered yet,
 * those without an issue too, which staff set aside unasked.
 */
record Pending(User user, List<Issue> issues, List<Token> tokens) {
  private static final Set<TokenState> ON_ITS_WAY =
      EnumSet.of(TokenState.ALLOCATED, TokenState.ISSUED, TokenState.ACTIVATED);

  /** Awaits. */
  static Pending of(SqlClient db, User user) {
    var owner = new Owner(user.contract(), user.user());
    var issues = IssueStore.openOf(db, user.institution(), owner);
    var tokens =
        TokenStore.ofOwner(db, user.institution(), owner).stream()
            .filter(token -> ON_ITS_WAY.contains(token.state()))
            .toList();
    return new Pending(user, issues.await(), tokens);
  }

  Pending only(Predicate<Kind> kinds) {
    return new Pending(
        user,
        issues.stream().filter(issue -> kinds.test(issue.kind())).toList(),
        tokens.stream().filter(token -> kinds.test(token.kind())).toList());
  }

  /** One issue, and its token. */
  Pending of(Issue issue) {
    return new Pending(
        user,
        issues.stream().filter(open -> open.id().equals(issue.id())).toList(),
        tokens.stream().filter(token -> token.serial().equals(issue.serial())).toList());
  }

  boolean isEmpty() {
    return issues.isEmpty() && tokens.isEmpty();
  }

  /** The name of the row that ends the issue of a kind, for one that is written after it. */
  static String row(Kind kind) {
    return switch (kind) {
      case HARDWARE -> "ended_fob";
      case SOFTWARE -> "ended_app";
    };
  }

  /**
   * Ends all of it; awaits. No code of these tokens is ever accepted.
   *
   * @param entry of what ends them
   */
  void end(SqlClient db, Writes writes, Issue.State as, Terms terms, Entry entry, Instant now) {
    for (var issue : issues) IssueStore.end(writes, row(issue.kind()), issue, as, now);
    var serials = tokens.stream().map(Token::serial).toList();
    if (serials.isEmpty()) return;
    var held = TokenStore.lock(db, user.institution(), serials);
    for (var serial : serials) {
      var stored = held.get(serial);
      if (stored == null) throw new IllegalStateException("a token on its way is gone");
      if (ON_ITS_WAY.contains(stored.token().state()))
        revoke(writes, stored.token(), terms, told(entry, as, serial), now);
    }
  }

  private static void revoke(Writes writes, Token token, Terms terms, Entry entry, Instant now) {
    var decision = LifeCycle.decide(token, new Command.Revoke(), terms, now);
    if (decision instanceof Decision.Refused(Token kept, Decision.Reason reason))
      throw new IllegalStateException("a token on its way is not revoked: " + reason);
    OwnToken.save(writes, token, decision, entry);
  }

  private static Entry told(Entry entry, Issue.State as, SerialNumber serial) {
    return Entry.of(
            entry.institution(),
            entry.at(),
            entry.source(),
            Entry.Action.REVOKE,
            String.valueOf(entry.contract()),
            String.valueOf(entry.user()))
        .serial(serial.value())
        .with("why", as.name());
  }
}
