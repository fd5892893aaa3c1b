package dev.kagimori.proof;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a few users and the tokens between them can be in; all that decides what comes next. */
record State(Map<String, Person> people, Map<String, Token> tokens) {
  static final int TRIES = 5;
  static final int TOTAL_TRIES = 100;
  static final int STARTS = 5;
  static final int STARTS_A_DAY = 20;

  enum Stop {
    NONE,
    WRONG_CODES,
    STAFF
  }

  /**
   * An exchange that was opened.
   *
   * @param op the operation that opened it
   * @param epoch the old token's at that moment
   * @param asked the time step in which it was asked for
   * @param answered the time step in which it was answered
   */
  record Exchange(int op, int epoch, long asked, long answered) {
    private static final int STEPS = 20;

    /** It may have expired. */
    boolean mayBeOver(Op op) {
      return op.stepAfter() - asked >= STEPS;
    }

    /** It has expired, however slowly it was opened. */
    boolean isOver(Op op) {
      return op.stepBefore() - answered > STEPS;
    }
  }

  /**
   * A user.
   *
   * @param registered the serial number of the registered token; empty: none
   */
  record Person(
      String registered,
      int failedInRow,
      int failedToday,
      boolean stopped,
      Optional<Exchange> exchange) {
    static final Person NEW = new Person("", 0, 0, false, Optional.empty());

    boolean mayStart() {
      return !stopped && failedToday < STARTS_A_DAY;
    }

    Person failed() {
      return new Person(
          registered,
          failedInRow + 1,
          failedToday + 1,
          stopped || failedInRow + 1 >= STARTS,
          exchange);
    }

    Person with(String serial) {
      return new Person(serial, 0, failedToday, stopped, Optional.empty());
    }

    Person ended() {
      return new Person("", failedInRow, failedToday, stopped, exchange);
    }

    Person exchanging(Optional<Exchange> opened) {
      return new Person(registered, failedInRow, failedToday, stopped, opened);
    }

    Person lifted() {
      return new Person(registered, 0, 0, false, exchange);
    }
  }

  /**
   * A token.
   *
   * @param owner the last user who registered it; empty: none did
   * @param epoch raised whenever what an open exchange hangs on changes
   * @param revoked for good
   */
  record Token(
      String owner, long last, int inRow, int total, Stop stop, int epoch, boolean revoked) {
    static final Token NEW = new Token("", -1, 0, 0, Stop.NONE, 0, false);

    int triesLeft() {
      return Math.max(0, Math.min(TRIES - inRow, TOTAL_TRIES - total));
    }

    Token accepted(long step) {
      return new Token(owner, step, 0, 0, stop, epoch, revoked);
    }

    Token charged() {
      boolean over = inRow + 1 >= TRIES || total + 1 >= TOTAL_TRIES;
      return new Token(
          owner,
          last,
          inRow + 1,
          total + 1,
          over ? Stop.WRONG_CODES : stop,
          over ? epoch + 1 : epoch,
          revoked);
    }

    Token of(String user) {
      return new Token(user, last, inRow, total, stop, epoch + 1, revoked);
    }

    Token stopped(Stop cause) {
      int tries = cause == Stop.NONE ? 0 : inRow;
      return new Token(owner, last, tries, total, cause, epoch + 1, revoked);
    }

    Token ended() {
      return new Token(owner, last, inRow, total, stop, epoch + 1, true);
    }
  }

  Person person(String user) {
    return people.getOrDefault(user, Person.NEW);
  }

  Token token(String serial) {
    return tokens.getOrDefault(serial, Token.NEW);
  }

  boolean isFree(String serial) {
    return people.values().stream().noneMatch(p -> p.registered.equals(serial));
  }

  State with(String user, Person person) {
    var changed = new HashMap<>(people);
    changed.put(user, person);
    return new State(changed, tokens);
  }

  State with(String serial, Token token) {
    var changed = new HashMap<>(tokens);
    changed.put(serial, token);
    return new State(people, changed);
  }

  /** The same without what only the service counts for itself. */
  State withoutEpochs() {
    var bare = new HashMap<String, Token>();
    tokens.forEach((serial, t) ->
        bare.put(serial, new Token(t.owner, t.last, t.inRow, t.total, t.stop, 0, t.revoked)));
    var persons = new HashMap<String, Person>();
    people.forEach((user, p) -> persons.put(user, p.exchanging(Optional.empty())));
    return new State(persons, bare);
  }
}
