package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.stock.intake.ImportOutcome.Reason;
import dev.kagimori.stock.intake.ImportReport.End;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports that cross, are looked at meanwhile, or come again. */
class ImportRepeatsIT extends IntoStock {
  @ParameterizedTest
  @EnumSource(OnError.class)
  void ofTwoImportsOfTheSameDeliveryOneIsRefused(OnError mode) throws Exception {
    var stock = stock();
    var file = Maker.pskc(Maker.fobs(0, 1_500));
    var order = stock.order("twice", mode);
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var first =
        new FutureTask<>(() ->
            stock.run(
                order,
                new ByteArrayInputStream(file),
                (_, _, _) -> {
                  inside.countDown();
                  await(goOn);
                }));
    Thread.ofPlatform().start(first);
    await(inside);
    assertEquals(Reason.RUNNING, stock.refused(order, file));
    DeadImports.end(kagimori.backstage().pool(), stock.institution, kagimori.time().instant());
    assertEquals(Imported.State.READING, stock.imported("twice").state()); // it lives
    goOn.countDown();
    assertTrue(
        first.get() instanceof ImportOutcome.Ended(var report) && report.accepted() == 1_500);
    assertEquals(1_500, stock.ended(order, file).accepted());
    assertEquals(1_500, stock.fobs());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) throw new AssertionError("it never came");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSameOrderIsAnsweredTheSameAgainAndNothingIsDoneTwice() throws Exception {
    var stock = stock();
    for (var mode : OnError.values()) {
      int fob = mode == OnError.STOP ? 100 : 200;
      var good = "serial,secret_hex\n" + Maker.row(fob) + Maker.row(fob + 1).strip();
      var file = good.getBytes(StandardCharsets.UTF_8);
      var order = stock.order("again " + mode, mode);
      var first = stock.ended(order, file);
      assertEquals(End.COMPLETE, first.end());
      assertEquals(first, stock.ended(order, file));
      var more = (good + "\n").getBytes(StandardCharsets.UTF_8); // the same records
      assertEquals(Reason.TAKEN, stock.refused(order, more));
      assertEquals(Reason.TAKEN, stock.refused(stock.order("again " + mode, other(mode)), file));
    }
    var twice = Maker.pskc(List.of(Maker.fob(2), Maker.fob(2)));
    var partly = stock.order("partly", OnError.SKIP);
    var kept = stock.ended(partly, twice);
    assertEquals(End.PARTLY, kept.end());
    assertEquals(kept, stock.ended(partly, twice));
    assertEquals(5, stock.fobs());
    assertEquals(3, stock.audit().stream().filter(it -> it.startsWith("DONE")).count());
    assertEquals(4, stock.audit().stream().filter(it -> it.contains("TAKEN")).count());
  }

  private static OnError other(OnError mode) {
    return mode == OnError.STOP ? OnError.SKIP : OnError.STOP;
  }

  /** Rows without end, until who looks on has been told how far it is. */
  private static final class Followed extends InputStream {
    private static final int ROWS = 500;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Stock stock;
    private final long begun = System.nanoTime();
    private ByteArrayInputStream rows =
        new ByteArrayInputStream("serial,secret_hex\n".getBytes(StandardCharsets.UTF_8));
    private int made;
    private volatile Optional<Imported> seen = Optional.empty();

    Followed(Stock stock) {
      this.stock = stock;
    }

    @Override
    public int read() {
      throw new IllegalStateException("read in bulk");
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (rows.available() == 0 && seen.isEmpty()) {
        seen = Optional.of(stock.imported("followed")).filter(row -> row.read() > 0);
        if (System.nanoTime() - begun > PATIENCE) throw new AssertionError("nothing is told");
        rows = new ByteArrayInputStream(more().getBytes(StandardCharsets.UTF_8));
      }
      return rows.read(into, from, length);
    }

    private String more() {
      var text = new StringBuilder();
      for (int n = 0; n < ROWS; n++) text.append(Maker.row(++made));
      return text.toString();
    }
  }

  @Test
  void whileItIsAllOrNothingNoFobIsToldToBeInStock() throws Exception {
    var stock = stock();
    var file = new Followed(stock);
    var outcome = stock.run(stock.order("followed", OnError.STOP), file, Progress.NONE);
    var seen = file.seen.orElseThrow();
    assertEquals(Imported.State.READING, seen.state());
    assertEquals(0, seen.accepted(), seen.toString());
    assertEquals(Map.of(), seen.byMake());
    assertTrue(
        outcome instanceof ImportOutcome.Ended(var report) && report.accepted() == file.made);
    assertEquals(file.made, stock.imported("followed").accepted());
  }
}
