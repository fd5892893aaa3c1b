package dev.kagimori.registration;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/**
 * Receipts and their numbers.
 *
 * <p>An instance takes numbers a block at a time, before the operation's transaction begins, so
 * that no operation waits for another's number. What a refused operation did not use is given to
 * the next; what is in memory when an instance ends is lost, which leaves gaps and no repeat.
 */
public final class Receipts {
  static final int NUMBERS = 10_000_000;
  private static final int BLOCK = 100;

  private static final String TAKE =
      """
      INSERT INTO receipt_block AS b (institution, business_day, next_number) VALUES ($1, $2, $3 + 1)
      ON CONFLICT (institution, business_day) DO UPDATE SET next_number = b.next_number + $3
      WHERE b.next_number < $4
      RETURNING next_number
      """;

  private static final String INSERT =
      """
      INSERT INTO receipt (institution, business_day, number, accepted_at, operation, contract,
                           user_id, serial, previous_serial, login_otp)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """;

  private record Day(String institution, LocalDate day) {}

  /** A number that an operation may use. */
  public static final class Slip {
    private final int value;
    private boolean used;

    private Slip(int value) {
      this.value = value;
    }

    /** Takes it; a number that nobody takes is given to the next. */
    public int use() {
      used = true;
      return value;
    }
  }

  private final Pool pool;
  private final Map<Day, Deque<Integer>> spare = new ConcurrentHashMap<>();

  public Receipts(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs an operation that may need a receipt.
   *
   * @throws ProblemException {@code RECEIPTS_EXHAUSTED} when the institution's day has none left
   */
  <T> T numbered(String institution, Instant now, Function<Slip, T> operation) {
    var day = new Day(institution, BusinessDay.of(now));
    var number = new Slip(take(day));
    try {
      return operation.apply(number);
    } finally {
      if (!number.used) numbersOf(day).addFirst(number.value);
    }
  }

  /** Adds a receipt to what a transaction saves. */
  public static void insert(Writes writes, User user, Receipt receipt) {
    var serial = receipt.serial();
    var previous = receipt.previous();
    writes.row(
        INSERT,
        Tuple.tuple()
            .addString(user.institution())
            .addLocalDate(BusinessDay.of(receipt.acceptedAt()))
            .addInteger(receipt.number())
            .addOffsetDateTime(Times.column(receipt.acceptedAt()))
            .addString(receipt.operation().name())
            .addString(user.contract())
            .addString(user.user())
            .addString(serial == null ? null : serial.value())
            .addString(previous == null ? null : previous.value())
            .addBoolean(receipt.loginOtp()));
  }

  private int take(Day day) {
    var numbers = numbersOf(day);
    for (int tries = 0; ; tries++) {
      var number = numbers.pollFirst();
      if (number != null) return number;
      if (tries == 100) throw new IllegalStateException("receipt numbers vanish");
      int end = takeBlock(day);
      for (int n = end - BLOCK; n < Math.min(end, NUMBERS); n++) numbers.addLast(n);
    }
  }

  private int takeBlock(Day day) {
    for (var row : Tx.once(pool, TAKE, Tuple.of(day.institution, day.day, BLOCK, NUMBERS)))
      return row.getInteger("next_number");
    throw new ProblemException(Problem.of(ProblemCode.RECEIPTS_EXHAUSTED));
  }

  private Deque<Integer> numbersOf(Day day) {
    return spare.computeIfAbsent(
        day,
        added -> {
          spare.keySet().removeIf(old -> old.day.isBefore(added.day.minusDays(1)));
          return new ConcurrentLinkedDeque<>();
        });
  }
}
