package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.stock.intake.ImportOutcome.Reason;
import dev.kagimori.stock.intake.ImportReport.End;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports that break off or die. */
class ImportBreaksIT extends IntoStock {
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
  void aFileWhoseLastLineIsNotEndedIsTakenWithAWarning() throws Exception {
    var stock = stock();
    var rows = "serial,secret_hex\n" + Maker.row(101).strip();
    var open =
        stock.ended(stock.order("open", OnError.STOP), rows.getBytes(StandardCharsets.UTF_8));
    assertEquals(End.COMPLETE, open.end());
    assertEquals(List.of(ImportWarning.NO_FINAL_LINE_END), open.warnings());
    assertEquals(open.warnings(), stock.imported("open").warnings());
    var ended = "serial,secret_hex\n" + Maker.row(102);
    var order = stock.order("ended", OnError.STOP);
    assertEquals(List.of(), stock.ended(order, ended.getBytes(StandardCharsets.UTF_8)).warnings());
    var pskc = stock.ended(stock.order("pskc", OnError.STOP), Maker.pskc(Maker.fobs(0, 1)));
    assertEquals(List.of(), pskc.warnings());
    assertEquals(List.of(), stock.imported("pskc").warnings());
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
