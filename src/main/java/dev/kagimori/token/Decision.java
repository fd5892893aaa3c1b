package dev.kagimori.token;

import dev.kagimori.institution.Make;

/** What comes of a command. */
public sealed interface Decision {
  /** The token as it is from now on; the same version where nothing changes. */
  Token token();

  /** Whether there is anything to save. */
  default boolean changes(Token before) {
    return token().version() != before.version();
  }

  /** It is done. */
  record Done(Token token) implements Decision {}

  /** It is not done. A token that differs was charged a try. */
  record Refused(Token token, Reason reason) implements Decision {}

  /** Why not. The first five speak of a code; outsiders are not told more than the API says. */
  enum Reason {
    WRONG,
    REPLAYED,
    NEXT_CODE_NEEDED,
    SUSPENDED,
    EXPIRED,
    /** No arrow for this command leaves the present state. */
    WRONG_STATE,
    /** It is allocated to somebody else, or to nobody where the terms want that (E7). */
    NOT_THEIRS,
    /** The terms never, or not without a new issue, let a released token start again (F5, B5). */
    NOT_REUSABLE,
    /** Its make may not be started, or exchanged to, now (E9). */
    MAKE_CLOSED,
    /** The terms know no make with this prefix. */
    UNKNOWN_MAKE,
    /** 100 wrong codes: it needs replacing. */
    REPLACE_TOKEN,
    /** {@link Make.Kind} has no such command. */
    WRONG_KIND,
    /** The time in which it may be renewed has not begun (C5). */
    NOT_RENEWABLE,
    /** It is defective, or has to be checked before it goes out. */
    NOT_CHECKED,
    /** There is no such token. */
    UNKNOWN_SERIAL,
    /** Its sealed seed does not open, so that no code of it can be judged; it costs no try. */
    SEED_UNUSABLE;

    /** Whether another code might have been judged otherwise. */
    boolean isOfCode() {
      return this == WRONG || this == REPLAYED || this == NEXT_CODE_NEEDED;
    }
  }
}
