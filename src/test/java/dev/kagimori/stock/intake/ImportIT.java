package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.stock.intake.ImportOutcome.Reason;
import dev.kagimori.stock.intake.ImportReport.End;
import dev.kagimori.stock.seedfile.TransportKey;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Seed files into real books. */
class ImportIT extends IntoStock {
  @Test
  void aWholeDeliveryIsInStockWithItsMakeBranchAndBox() throws Exception {
    var stock = stock();
    var report = stock.ended(stock.order("2026-11", OnError.STOP), Maker.pskc(Maker.fobs(0, 30)));
    assertEquals(End.COMPLETE, report.end());
    assertEquals(30, report.accepted());
    assertEquals(Map.of("GM", 30L), report.byMake());
    assertTrue(stock.holdsSeedsOf(0, 30));
    assertEquals(
        List.of("IN_STOCK GM 1 HQ B-1 30"),
        stock.column(
            """
            SELECT concat_ws(' ', state, make, delivery, branch, box, inspection, count(*))
            FROM token WHERE institution = $1 AND delivered_at IS NOT NULL
            GROUP BY state, make, delivery, branch, box, inspection
            """));
    var row = stock.imported("2026-11");
    assertEquals(Imported.State.DONE, row.state());
    assertEquals(30, row.accepted());
    assertEquals("staff:hanako", row.by());
    assertEquals(
        List.of("DONE fobs.xml 2026-11 stop 30 0"),
        stock.column(
            """
            SELECT concat_ws(' ', outcome, details ->> 'file', details ->> 'delivery',
                             details ->> 'onError', details ->> 'fobs', details ->> 'rejected')
            FROM audit WHERE institution = $1 AND action = 'IMPORT'
            """));
    assertEquals(
        30.0,
        stock
            .meters
            .counter(
                "kagimori.import.records", "institution", stock.institution, "result", "accepted")
            .count());
  }

  /** One of each kind that will not do, among good ones. */
  private static byte[] mixed() throws IOException {
    var now = kagimori.time().instant();
    var fobs = new ArrayList<>(Maker.fobs(0, 5));
    fobs.add(Maker.fob("ZZ00000001", Maker.seed(5), 6)); // 6
    fobs.add(Maker.fob("GM00000006", Maker.seed(6), 8)); // 7
    fobs.add(Maker.fob("GM00000007", Arrays.copyOf(Maker.seed(7), 14), 6)); // 8
    fobs.add(Maker.fob("GM-1", Maker.seed(8), 6)); // 9
    var past = Optional.of(now.minus(Duration.ofDays(1)));
    var later = Optional.of(now.plus(Duration.ofDays(1)));
    fobs.add(Maker.fob("GM00000009", Maker.seed(9), 6, Optional.empty(), past)); // 10
    fobs.add(Maker.fob("GM00000010", Maker.seed(10), 6, later, Optional.empty())); // 11
    fobs.add(Maker.fob("gm-0000-0003", Maker.seed(11), 6)); // 12
    fobs.addAll(Maker.fobs(12, 15));
    return Maker.pskc(fobs);
  }

  private static final List<String> MIXED =
      List.of(
          "6 UNKNOWN_MAKE",
          "7 MAKE_DIFFERS",
          "8 WEAK_SEED",
          "9 SERIAL_FORM",
          "10 EXPIRED",
          "11 NOT_YET_VALID",
          "12 DUPLICATE_IN_FILE");

  @Test
  void whereOneRecordWillNotDoNothingIsKeptAndAllAreTold() throws Exception {
    var stock = stock();
    var report = stock.ended(stock.order("mixed", OnError.STOP), mixed());
    assertEquals(End.NOTHING, report.end());
    assertEquals(15, report.read());
    assertEquals(0, report.accepted());
    assertEquals(8, report.good());
    assertEquals(MIXED, Stock.reasons(report));
    assertEquals(0, stock.fobs());
    assertEquals(Imported.State.REFUSED, stock.imported("mixed").state());
    assertEquals(
        List.of("REFUSED BAD_RECORDS"),
        stock.column(
            "SELECT outcome || ' ' || reason FROM audit WHERE institution = $1 AND action ="
                + " 'IMPORT'"));
    var kept =
        Imports.rejected(kagimori.backstage().pool(), stock.institution, report.delivery(), 0, 100);
    assertEquals(report.rejected(), kept);
    // the name is free for the mended file
    var mended = stock.ended(stock.order("mixed", OnError.STOP), Maker.pskc(Maker.fobs(0, 5)));
    assertEquals(End.COMPLETE, mended.end());
    assertEquals(report.delivery(), mended.delivery());
    assertEquals(0, stock.imported("mixed").rejected());
  }

  @Test
  void theGoodAreKeptWhereThatWasAskedFor() throws Exception {
    var stock = stock();
    var report = stock.ended(stock.order("mixed", OnError.SKIP), mixed());
    assertEquals(End.PARTLY, report.end());
    assertEquals(8, report.accepted());
    assertEquals(MIXED, Stock.reasons(report));
    assertEquals(1, report.duplicates());
    assertEquals(8, stock.fobs());
    assertEquals(Imported.State.DONE, stock.imported("mixed").state());
    assertEquals(Reason.TAKEN, stock.refused(stock.order("mixed", OnError.SKIP), mixed()));
  }

  @Test
  void aDryRunTellsTheSameAndChangesNothing() throws Exception {
    var stock = stock();
    stock.ended(stock.order("before", OnError.STOP), Maker.pskc(Maker.fobs(12, 13)));
    var books = stock.number("SELECT count(*) FROM audit WHERE institution = $1");
    assertEquals(List.of("DONE before 1 1"), stock.audit());
    var report = stock.ended(stock.dryRun(OnError.STOP), mixed());
    var told = new ArrayList<>(MIXED);
    told.add("13 EXISTS");
    assertEquals(told, Stock.reasons(report));
    assertEquals(0, report.accepted());
    assertEquals(7, report.good());
    assertEquals(7, stock.ended(stock.dryRun(OnError.SKIP), mixed()).accepted());
    assertEquals(2, report.duplicates());
    assertEquals(1, stock.fobs());
    assertEquals(books + 2, stock.number("SELECT count(*) FROM audit WHERE institution = $1"));
    var audited = "DONE dry 15 7 true maker-key";
    assertEquals(List.of("DONE before 1 1", audited, audited), stock.audit());
    stock.ended(stock.dryRun(OnError.STOP), "serial".getBytes(StandardCharsets.UTF_8));
    assertEquals("REFUSED MISSING dry 0 0 true maker-key", stock.audit().getLast());
    assertEquals(1, stock.number("SELECT count(*) FROM delivery WHERE institution = $1"));
  }

  @Test
  void whoIsInTheBooksIsNeverOverwritten() throws Exception {
    var stock = stock();
    stock.ended(stock.order("first", OnError.STOP), Maker.pskc(Maker.fobs(0, 3)));
    kagimori
        .backstage()
        .pool()
        .query(
            "UPDATE token SET state = 'RELEASED', last_step = 77, version = version + 1 "
                + "WHERE institution = '"
                + stock.institution
                + "' AND serial = 'GM00000001'")
        .execute()
        .await();
    var all =
        """
        SELECT string_agg(t::text, E'\\n' ORDER BY serial) FROM token t
        WHERE institution = $1 AND serial < 'GM00000003'
        """;
    var before = stock.column(all);
    var other =
        Maker.pskc(
            List.of(
                Maker.fob("GM00000001", Maker.seed(901), 6),
                Maker.fob("GM00000002", Maker.seed(2), 6),
                Maker.fob(3)));
    var stopped = stock.ended(stock.order("second", OnError.STOP), other);
    assertEquals(List.of("1 EXISTS", "2 EXISTS"), Stock.reasons(stopped));
    assertEquals(3, stock.fobs());
    var skipped = stock.ended(stock.order("third", OnError.SKIP), other);
    assertEquals(List.of("1 EXISTS", "2 EXISTS"), Stock.reasons(skipped));
    assertEquals(1, skipped.accepted());
    assertEquals(before, stock.column(all));
  }

  @Test
  void aSeedMayBeAsShortAsTheTermsSay() throws Exception {
    var file = Maker.pskc(List.of(Maker.fob("GM00000001", Arrays.copyOf(Maker.seed(1), 14), 6)));
    var lenient =
        new Stock(
            kagimori, new JsonObject().put("stock", new JsonObject().put("seedBitsMin", 112)));
    assertEquals(End.COMPLETE, lenient.ended(lenient.order("weak", OnError.STOP), file).end());
  }

  @Test
  void whatACsvDoesNotStateTheMakeDecides() throws Exception {
    var stock = stock();
    var seed = HexFormat.of().formatHex(Maker.seed(1));
    var csv = "serial,secret_hex\nSY00000001,%s\n".formatted(seed);
    var report =
        stock.ended(stock.order("csv", OnError.STOP), csv.getBytes(StandardCharsets.UTF_8));
    assertEquals(End.COMPLETE, report.end());
    assertTrue(report.seedsInClear());
    assertEquals(
        List.of(Algorithm.SHA256 + " 6 30"),
        stock.column(
            "SELECT concat_ws(' ', algorithm, digits, step_seconds) FROM token WHERE institution ="
                + " $1"));
  }

  @Test
  void ofWhatAPskcFileDoesNotSayTheMakeDecides() throws Exception {
    var stock = stock();
    var pskc =
        """
        <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
        <KeyPackage><DeviceInfo><SerialNo>SY00000001</SerialNo></DeviceInfo>
        <Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
        <AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
        <Data><Secret><PlainValue>%s</PlainValue></Secret></Data>
        </Key></KeyPackage></KeyContainer>
        """
            .formatted(Base64.getEncoder().encodeToString(Maker.seed(1)));
    var report =
        stock.ended(stock.order("silent", OnError.STOP), pskc.getBytes(StandardCharsets.UTF_8));
    assertEquals(End.COMPLETE, report.end(), report.toString());
    assertEquals(
        List.of(Algorithm.SHA256 + " 6 30"),
        stock.column(
            "SELECT concat_ws(' ', algorithm, digits, step_seconds) FROM token WHERE institution ="
                + " $1"));
  }

  @Test
  void withTheWrongKeyNothingIsKept() throws Exception {
    var stock = stock();
    for (var mode : OnError.values()) {
      try (var wrong = TransportKey.preShared(new byte[32])) {
        var file = new ByteArrayInputStream(Maker.pskc(Maker.fobs(0, 3)));
        var outcome = stock.run(stock.order("wrong " + mode, mode), file, wrong, Progress.NONE);
        assertTrue(outcome instanceof ImportOutcome.Ended, outcome.toString());
        var report = ((ImportOutcome.Ended) outcome).report();
        assertTrue(report.end() == End.BROKEN || report.end() == End.NOTHING, report.toString());
        assertEquals(0, report.accepted());
      }
    }
    assertEquals(0, stock.fobs());
  }

  @Test
  void aSeedOfOneByteAllOverIsWeakWhateverTheTermsSay() throws Exception {
    var lenient =
        new Stock(
            kagimori, new JsonObject().put("stock", new JsonObject().put("seedBitsMin", 112)));
    var csv = "serial,secret_hex\n%s,%s\n".formatted(Maker.serial(1), "00".repeat(20));
    var report =
        lenient.ended(lenient.order("zeros", OnError.STOP), csv.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("1 WEAK_SEED"), Stock.reasons(report));
    assertEquals(0, lenient.fobs());
  }
}
