package dev.kagimori.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of handling several fobs at once: each by itself is done or left alone. */
public sealed interface Handled {
  /** Fobs that were left alone and are listed. */
  int LISTED_MAX = 100;

  /**
   * It is done with those that it can be done with.
   *
   * @param fobs with which it is done, or was before
   * @param left of the others, the first {@link #LISTED_MAX}
   * @param leftInAll how many others
   */
  record Done(int fobs, List<Left> left, int leftInAll) implements Handled {}

  /** Nothing is done with any. */
  sealed interface Refused extends Handled {
    /** Writes that into the audit; awaits. */
    default Handled in(SqlClient db, Entry entry) {
      var reason =
          switch (this) {
            case UnknownBranch _ -> "UNKNOWN_BRANCH";
            case NoneThere _ -> "NONE_THERE";
            case TooMany _ -> "TOO_MANY";
          };
      AuditLog.append(db, entry.refused(reason)).await();
      return this;
    }
  }

  /** No such branch is open. */
  record UnknownBranch(String branch) implements Refused {}

  /** There is not one such fob: most likely a name was mistyped. */
  record NoneThere(Selection fobs) implements Refused {}

  /** More fobs than {@link Selection#FOBS_MAX}. */
  record TooMany() implements Refused {}

  /** A fob that was left alone; the state is null where there is none. */
  record Left(SerialNumber serial, @Nullable TokenState state, Why why) {}

  /** Why it was. */
  enum Why {
    UNKNOWN_SERIAL,
    NOT_A_FOB,
    /** It is its user's: stop or revoke it first. */
    IN_USE,
    /** It went to its user and was not booked in since: book it in first. */
    NOT_RETURNED,
    /** It has not left the house: withdraw it instead. */
    NOT_SHIPPED,
    /** It is set aside for a user: withdraw it first. */
    ALLOCATED,
    /** It lies in stock already. */
    IN_STOCK,
    /** It was destroyed. */
    SCRAPPED
  }

  /** What is told of it; only of what is done. */
  default JsonObject toJson() {
    if (!(this instanceof Done(int fobs, List<Left> left, int leftInAll)))
      throw new IllegalStateException("refused as a whole");
    var array = new JsonArray();
    for (var one : left) {
      var state = one.state();
      array.add(
          new JsonObject()
              .put("serial", one.serial().value())
              .put("state", state == null ? null : state.name())
              .put("reason", one.why().name()));
    }
    return new JsonObject().put("done", fobs).put("left", array).put("leftInAll", leftInAll);
  }

  /** Collects what is left alone. */
  final class Rest {
    private final List<Left> left = new ArrayList<>();
    private int inAll;

    void leave(HeldFob fob, Why why) {
      leave(new Left(fob.token().serial(), fob.token().state(), why));
    }

    void leaveUnknown(SerialNumber serial) {
      leave(new Left(serial, null, Why.UNKNOWN_SERIAL));
    }

    /** Those of a list that are in no book. */
    void leaveUnknown(Selection selection, List<HeldFob> held) {
      if (!(selection instanceof Selection.Serials(var serials))) return;
      if (serials.size() == held.size()) return;
      var known = held.stream().map(fob -> fob.token().serial()).toList();
      var unknown = new ArrayList<>(serials);
      unknown.removeAll(Set.copyOf(known));
      unknown.forEach(this::leaveUnknown);
    }

    private void leave(Left one) {
      inAll++;
      if (left.size() < LISTED_MAX) left.add(one);
    }

    Done done(int fobs) {
      return new Done(fobs, List.copyOf(left), inAll);
    }
  }
}
