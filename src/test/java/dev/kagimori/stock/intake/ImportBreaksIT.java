package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.stock.intake.ImportOutcome.Reason;
import dev.kagimori.stock.intake.ImportReport.End;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports that break off, cross, die, or come again. */
class ImportBreaksIT {
  @TempDir static Path directory;
  private static RunningKagimori kagimori;

  @BeforeAll
  static void open() {
    kagimori = RunningKagimori.start(directory, 0);
    Secrets.database(directory.resolve("database"));
    Secrets.masterKey(kagimori.masterKey());
  }

  @AfterAll
  static void close() {
    kagimori.close();
  }

  private static Stock stock() {
    return new Stock(kagimori, new JsonObject());
  }

  @Test
  void aFileThatWasCutOffIsGoneOnWithAndNothingIsThereTwice() throws Exception {
    var stock = stock();
    var fobs = new ArrayList<>(Maker.fobs(0, 2_400));
    fobs.set(700, Maker.fob("GM00000006", Maker.seed(6), 6));
    var whole = Maker.pskc(fobs);
    var cut = Arrays.copyOf(whole, whole.length * 9 / 10);
    var order = stock.order("cut", OnError.SKIP);
    var broken = stock.ended(order, cut);
    assertEquals(End.BROKEN, broken.end());
    long kept = broken.accepted(); // whole chunks
    assertTrue(kept > 700 && kept < 2_160, "kept: " + kept);
    assertEquals(kept + 1, broken.read());
    assertEquals(kept, stock.fobs());
    assertEquals(Imported.State.BROKEN, stock.imported("cut").state());
    assertEquals(Reason.BEGUN_WITH_SKIP, stock.refused(stock.order("cut", OnError.STOP), whole));
    assertEquals(Reason.OTHER_FILE, stock.refused(order, Maker.pskc(Maker.fobs(1, 2_400))));
    assertEquals(Reason.OTHER_FILE, stock.refused(order, Maker.pskc(Maker.fobs(0, 10))));
    assertEquals(kept, stock.fobs());

    var rest = stock.ended(order, Maker.pskc(fobs)); // encrypted anew
    assertEquals(End.PARTLY, rest.end());
    assertEquals(2_400, rest.read());
    assertEquals(2_399, rest.accepted());
    assertEquals(List.of("701 DUPLICATE_IN_FILE"), Stock.reasons(rest));
    assertEquals(Map.of("GM", 2_399L), rest.byMake());
    assertEquals(2_399, stock.fobs());
    assertEquals(Imported.State.DONE, stock.imported("cut").state());
  }

  @Test
  void allOrNothingKeepsNothingOfAFileThatWasCutOff() throws Exception {
    var stock = stock();
    var whole = Maker.pskc(Maker.fobs(0, 1_200));
    var order = stock.order("cut", OnError.STOP);
    var broken = stock.ended(order, Arrays.copyOf(whole, whole.length - 40));
    assertEquals(End.BROKEN, broken.end());
    assertEquals(1_199, broken.read());
    assertEquals(0, broken.accepted());
    assertEquals(0, stock.fobs());
    assertEquals(End.COMPLETE, stock.ended(order, whole).end());
    assertEquals(1_200, stock.fobs());
  }

  @ParameterizedTest
  @EnumSource(OnError.class)
  void aStreamThatFailsLeavesNothingHalf(OnError mode) throws Exception {
    var stock = stock();
    var whole = Maker.pskc(Maker.fobs(0, 1_500));
    var failing =
        new SequenceInputStream(
            new ByteArrayInputStream(whole, 0, whole.length - 100),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the line is gone");
              }

              @Override
              public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("the line is gone");
              }
            });
    var order = stock.order("gone", mode);
    assertThrows(IOException.class, () -> stock.run(order, failing, Progress.NONE));
    assertTrue(stock.fobs() < 1_500);
    assertEquals(mode == OnError.SKIP, stock.fobs() > 0);
    assertEquals(End.COMPLETE, stock.ended(order, whole).end());
    assertTrue(stock.holdsSeedsOf(0, 1_500));
  }

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
  void aMutatedFileIsNeverHalfImported() throws Exception {
    var stock = stock();
    var file = Maker.pskc(Maker.fobs(0, 40));
    var random = new Random(6_030);
    int complete = 0;
    for (int n = 0; n < 60; n++) {
      var mutated = file.clone();
      int at = random.nextInt(mutated.length);
      mutated[at] = (byte) random.nextInt(256);
      if (random.nextInt(4) == 0) mutated = Arrays.copyOf(mutated, at);
      var report = stock.ended(stock.order("mutated " + n, OnError.STOP), mutated);
      boolean all = report.end() == End.COMPLETE;
      assertEquals(all ? 40 : 0, report.accepted());
      assertEquals(all ? 40 : 0, stock.fobs());
      if (!all) continue;
      complete++;
      stock = stock();
    }
    assertTrue(complete < 30, complete + " of 60 mutations were not seen");
  }

  /** As it stands when the database was gone before the end could be told. */
  private static void leave(Stock stock, String state) {
    kagimori
        .backstage()
        .pool()
        .preparedQuery(
            "UPDATE delivery SET state = 'READING', ended_at = NULL WHERE institution = $1 AND name"
                + " = $2")
        .execute(Tuple.of(stock.institution, state))
        .await();
  }

  @Test
  void anImportWhoseSessionIsGoneIsToldToBeBroken() throws Exception {
    var stock = stock();
    var whole = Maker.pskc(Maker.fobs(0, 1_500));
    var cut = Arrays.copyOf(whole, whole.length - 40);
    long kept = stock.ended(stock.order("skip", OnError.SKIP), cut).accepted();
    assertTrue(kept > 0 && kept < 1_500, "kept: " + kept);
    var other = Maker.pskc(Maker.fobs(2_000, 2_010));
    stock.ended(stock.order("stop", OnError.STOP), Arrays.copyOf(other, other.length - 40));
    leave(stock, "skip");
    leave(stock, "stop");
    DeadImports.end(kagimori.backstage().pool(), stock.institution, kagimori.time().instant());
    var skip = stock.imported("skip");
    assertEquals(Imported.State.BROKEN, skip.state());
    assertEquals(kept, skip.accepted());
    assertEquals(Optional.of(kagimori.time().instant()), skip.endedAt());
    var stop = stock.imported("stop");
    assertEquals(Imported.State.REFUSED, stop.state());
    assertEquals(0, stop.accepted());
    assertEquals(
        List.of("REFUSED INTERRUPTED skip %d %1$d".formatted(kept), "REFUSED INTERRUPTED stop 9 0"),
        stock.audit().subList(2, 4));
    assertEquals(End.COMPLETE, stock.ended(stock.order("skip", OnError.SKIP), whole).end());
    assertEquals(End.COMPLETE, stock.ended(stock.order("stop", OnError.STOP), other).end());
    assertEquals(1_510, stock.fobs());
  }

  @Test
  void theSameOrderIsAnsweredTheSameAgainAndNothingIsDoneTwice() throws Exception {
    var stock = stock();
    for (var mode : OnError.values()) {
      var good = "serial,secret_hex\n" + row(mode, 1) + "\n" + row(mode, 2);
      var file = good.getBytes(StandardCharsets.UTF_8);
      var order = stock.order("again " + mode, mode);
      var first = stock.ended(order, file);
      assertEquals(End.COMPLETE, first.end());
      assertEquals(first, stock.ended(order, file));
      var more = (good + "\n").getBytes(StandardCharsets.UTF_8); // the same records
      assertEquals(Reason.TAKEN, stock.refused(order, more));
      assertEquals(Reason.TAKEN, stock.refused(stock.order("again " + mode, other(mode)), file));
    }
    var twice = Maker.pskc(List.of(Maker.fob(0), Maker.fob(0)));
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

  private static String row(OnError mode, int number) {
    int fob = (mode == OnError.STOP ? 100 : 200) + number;
    return Maker.serial(fob) + "," + HexFormat.of().formatHex(Maker.seed(fob));
  }

  @Test
  void aFileWhoseLastLineIsNotEndedIsTakenWithAWarning() throws Exception {
    var stock = stock();
    var rows = "serial,secret_hex\n" + row(OnError.STOP, 1);
    var open =
        stock.ended(stock.order("open", OnError.STOP), rows.getBytes(StandardCharsets.UTF_8));
    assertEquals(End.COMPLETE, open.end());
    assertEquals(List.of(ImportWarning.NO_FINAL_LINE_END), open.warnings());
    assertEquals(open.warnings(), stock.imported("open").warnings());
    var ended = "serial,secret_hex\n" + row(OnError.STOP, 2) + "\n";
    var order = stock.order("ended", OnError.STOP);
    assertEquals(List.of(), stock.ended(order, ended.getBytes(StandardCharsets.UTF_8)).warnings());
    var pskc = stock.ended(stock.order("pskc", OnError.STOP), Maker.pskc(Maker.fobs(0, 1)));
    assertEquals(List.of(), pskc.warnings());
    assertEquals(List.of(), stock.imported("pskc").warnings());
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
      for (int n = 0; n < ROWS; n++)
        text.append(Maker.serial(++made))
            .append(',')
            .append(HexFormat.of().formatHex(Maker.seed(made)))
            .append('\n');
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

  @Test
  void aStreamThatNothingWakesKeepsNoImportFromItsEnd() throws Exception {
    var stock = stock();
    var inside = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var stuck =
        new InputStream() {
          @Override
          public int read() {
            inside.countDown();
            boolean interrupted = false;
            while (release.getCount() > 0)
              try {
                release.await();
              } catch (InterruptedException e) {
                interrupted = true;
              }
            if (interrupted) Thread.currentThread().interrupt();
            return -1;
          }

          @Override
          public int read(byte[] into, int from, int length) {
            return read();
          }
        };
    var keyring = kagimori.backstage().keyring();
    keyring.load(stock.institution);
    var now = kagimori.time().instant();
    var terms = kagimori.backstage().terms().at(stock.institution, now);
    try (var key = Maker.key()) {
      var reading =
          new Reading(
              new OpenedFile(IncomingFile.of(stuck), key, Optional.empty()),
              new Judge(keyring, stock.institution, terms, now),
              new Fingerprint(keyring, stock.institution),
              new Pace(),
              0,
              new byte[0],
              true);
      reading.start();
      assertTrue(inside.await(10, TimeUnit.SECONDS));
      var closing = new FutureTask<>(() -> reading.close(Duration.ofMillis(50)), true);
      Thread.ofVirtual().start(closing);
      assertTrue(closing.get(10, TimeUnit.SECONDS));
    } finally {
      release.countDown();
    }
  }
}
