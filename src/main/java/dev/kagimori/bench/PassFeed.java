package dev.kagimori.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Passes over all tokens in one pseudo-random order, a time step each: so every code is new, and
 * uses of one token are as far apart as can be. The next pass begins, and the clock goes on, when
 * all of the pass before this one are answered: a code is at most one step late.
 */
final class PassFeed implements Feed {
  private static final int BATCH = 64;

  private final Mix mix;
  private final Permutation order;
  private final byte[] secret;
  private final CodeMaker own;
  private final BenchTime time;
  private final int firstStock;
  private final int stock;
  private final long firstStep;
  private final BitSet accepted = new BitSet();
  private final int[] inFlight = new int[4];
  private int inFlightInAll;
  private long pass = -1;
  private long position;
  private long preparedFrom;
  private long[] prepared = {};

  /**
   * @param tokens the first so many registered ones are used
   * @param firstStock the number of the first token in stock to be started
   * @param stock so many of them
   */
  PassFeed(Mix mix, int tokens, int firstStock, int stock, byte[] secret, BenchTime time) {
    this.mix = mix;
    this.secret = secret.clone();
    this.time = time;
    this.firstStock = firstStock;
    this.stock = stock;
    order = new Permutation(tokens, System.nanoTime());
    own = new CodeMaker(secret);
    firstStep = time.step() + 1;
  }

  /** Computes the next {@code count} codes with all processors: not to be done while measuring. */
  void prepare(int count) {
    long from = position;
    var items = new long[count];
    int parts = Math.min(count, Runtime.getRuntime().availableProcessors() * 4);
    IntStream.range(0, parts)
        .parallel()
        .forEach(part -> {
          var maker = new CodeMaker(secret);
          int end = (int) ((long) count * (part + 1) / parts);
          for (int i = (int) ((long) count * part / parts); i < end; i++)
            items[i] = item(from + i, maker);
        });
    prepared = items;
    preparedFrom = from;
  }

  private long passOf(long n) {
    return mix == Mix.START ? 0 : (n - mix.startsBefore(n)) / order.size();
  }

  private long item(long n, CodeMaker maker) {
    long passOfIt = passOf(n);
    long step = firstStep + passOfIt;
    if (mix.isStart(n)) {
      long index = mix.startsBefore(n);
      if (index >= stock) return OVER;
      int number = firstStock + (int) index;
      return Item.of(number, maker.code(number, step), Item.Kind.START, passOfIt);
    }
    int token = order.at((int) ((n - mix.startsBefore(n)) % order.size()));
    int number = Tokens.REGISTERED + token;
    var kind = mix.kind(token, passOfIt);
    int code =
        switch (kind) {
          case RIGHT, START, REPEAT -> maker.code(number, step);
          case WRONG -> maker.wrong(number, step);
          case REPLAY -> maker.code(number, step - 1);
        };
    return Item.of(number, code, kind, passOfIt);
  }

  @Override
  public long next() {
    long wanted = passOf(position);
    if (wanted > pass) {
      if (pass >= 0 && inFlightInAll != inFlight[(int) pass & 3]) return NOT_YET;
      pass = wanted;
      time.reach(firstStep + pass);
    }
    int at = (int) (position - preparedFrom);
    if (at >= prepared.length) at = more();
    long item = usable(prepared[at]);
    if (item == OVER) return OVER;
    position++;
    inFlight[Item.pass(item)]++;
    inFlightInAll++;
    return item;
  }

  private int more() {
    if (prepared.length != BATCH) prepared = new long[BATCH];
    for (int i = 0; i < BATCH; i++) prepared[i] = item(position + i, own);
    preparedFrom = position;
    return 0;
  }

  /** What was refused in the last pass can't be replayed: its turn is used for a right code. */
  private long usable(long item) {
    if (item == OVER || Item.kind(item) != Item.Kind.REPLAY) return item;
    int number = Item.number(item);
    if (accepted.get(number - Tokens.REGISTERED)) return item;
    return Item.of(number, own.code(number, firstStep + pass), Item.Kind.RIGHT, pass);
  }

  @Override
  public void done(long item, Outcome outcome) {
    inFlight[Item.pass(item)]--;
    inFlightInAll--;
    if (mix.hasRefusedCodes() && Item.kind(item) == Item.Kind.RIGHT)
      accepted.set(Item.number(item) - Tokens.REGISTERED, outcome == Outcome.ACCEPTED);
  }

  /** Wipes what was computed. */
  void close() {
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(prepared, 0);
  }
}
