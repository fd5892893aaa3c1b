package dev.kagimori.bench;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Codes as time brings them, for a service whose clock is not ours: each token once in a time step.
 * When all were used the load is over, since another code would be none.
 */
final class RealFeed implements Feed {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Permutation order;
  private final CodeMaker maker;
  private final InstantSource clock;
  private long step = -1;
  private int used;

  RealFeed(int tokens, byte[] secret, InstantSource clock) {
    order = new Permutation(tokens, System.nanoTime());
    maker = new CodeMaker(secret);
    this.clock = clock;
  }

  /** Waits for a step that is later than {@code last}. */
  static void await(long last, InstantSource clock) {
    while (stepOf(clock) <= last) LockSupport.parkNanos(LOOK_NANOS);
  }

  private static long stepOf(InstantSource clock) {
    return Math.floorDiv(clock.instant().getEpochSecond(), Tokens.STEP_SECONDS);
  }

  @Override
  public long next() {
    long now = stepOf(clock);
    if (now > step) {
      step = now;
      used = 0;
    }
    if (used == order.size()) return OVER;
    int number = Tokens.REGISTERED + order.at(used++);
    return Item.of(number, maker.code(number, step), Item.Kind.RIGHT, step);
  }

  @Override
  public void done(long item, Outcome outcome) {}
}
