package dev.kagimori.bench;

/** One user's code of the present time step, without end. */
final class FloodFeed implements Feed {
  private final int number;
  private final CodeMaker maker;
  private final BenchTime time;
  private long step = -1;
  private int code;

  FloodFeed(int number, byte[] secret, BenchTime time) {
    this.number = number;
    this.time = time;
    maker = new CodeMaker(secret);
  }

  @Override
  public long next() {
    if (step != time.step()) {
      step = time.step();
      code = maker.code(number, step);
    }
    return Item.of(number, code, Item.Kind.REPEAT, step);
  }

  @Override
  public void done(long item, Outcome outcome) {}
}
