package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import dev.kagimori.stock.check.Pace;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intake check, over HTTP; with stock-taking, which is a trial of its own on the same bank. */
class ChecksIT implements TakingStock {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution minato;
  private static Clerk keeper;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("checks", new JsonObject());
    keeper = Clerk.of(minato, "keeper", Role.STOCK_KEEPER);
  }

  @AfterAll
  static void close() {
    assertEquals(List.of(), Books.violations(bank.backstage().pool(), minato.id));
    bank.close();
  }

  @Override
  public Institution minato() {
    return minato;
  }

  @Override
  public Clerk keeper() {
    return keeper;
  }

  private static JsonObject reading(Fob fob) {
    return new JsonObject()
        .put("serial", fob.serial())
        .put("code", fob.pressForCode(bank.time.instant()))
        .put("batteryPercent", 90)
        .put("presses", 3)
        .put("driftMillis", -1_200);
  }

  private static Request call(JsonObject... readings) {
    return keeper
        .call("checkFobs")
        .with(new JsonObject().put("readings", new JsonArray(List.of(readings))));
  }

  private static JsonObject check(JsonObject reading) {
    return call(reading).expect(200).json().getJsonArray("results").getJsonObject(0);
  }

  private static String told(JsonObject result) {
    var reason = result.getString("reason");
    return result.getString("result") + (reason == null ? "" : " " + reason);
  }

  private static JsonObject sheet(Fob fob) {
    return keeper.about(fob.serial(), "lookUpFob").expect(200).json();
  }

  private static String wrong(Fob fob) {
    var right = new ArrayList<String>();
    var now = bank.time.instant();
    for (int step = -45; step <= 45; step++)
      right.add(fob.pressForCode(now.plus(Duration.ofSeconds(30L * step))));
    return IntStream.range(0, 1_000)
        .mapToObj("%06d"::formatted)
        .filter(code -> !right.contains(code))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFobThatHoldsItsSeedIsCheckedAndItsCodeIsUsedUp() {
    var fob = minato.deliver(1).getFirst();
    var reading = reading(fob);
    var result = check(reading);
    assertEquals("CHECKED", told(result));
    assertEquals("CHECKED", result.getString("inspection"));
    assertEquals("REPLAYED", told(check(reading)));
    var movement = sheet(fob).getJsonArray("movements").getJsonObject(0);
    assertEquals("CHECKED", movement.getString("kind"));
    assertEquals("staff:keeper", movement.getString("by"));
    var details = movement.getJsonObject("details");
    assertEquals(90, details.getInteger("batteryPercent"));
    assertEquals(-1_200, details.getInteger("measuredDriftMillis"));
    assertFalse(details.encode().contains(reading.getString("code")));
    bank.time.nextStep();
    assertEquals("CHECKED", told(check(reading(fob))));
    assertEquals(2, checks(fob));
  }

  @Test
  void eachDefectIsNamed() {
    var fobs = minato.deliver(6);
    var low = reading(fobs.get(0)).put("batteryPercent", 19);
    var other = reading(fobs.get(1)).put("code", wrong(fobs.get(1)));
    var far = reading(fobs.get(2)).put("code", wrong(fobs.get(2))).put("driftMillis", 900_000);
    var empty = new JsonObject().put("serial", fobs.get(3).serial()).put("dark", "EXHAUSTED");
    var bare = new JsonObject().put("serial", fobs.get(4).serial()).put("dark", "NOT_SET_UP");
    var weak = new JsonObject().put("serial", fobs.get(5).serial()).put("batteryPercent", 7);
    var results =
        call(low, other, far, empty, bare, weak).expect(200).json().getJsonArray("results");
    assertEquals(
        List.of(
            "DEFECTIVE BATTERY_LOW",
            "DEFECTIVE WRONG_SEED",
            "DEFECTIVE CLOCK_OFF",
            "DEFECTIVE BATTERY_EMPTY",
            "DEFECTIVE NO_SEED",
            "DEFECTIVE BATTERY_LOW"),
        IntStream.range(0, 6).mapToObj(n -> told(results.getJsonObject(n))).toList());
    for (var fob : fobs) assertEquals("DEFECTIVE", sheet(fob).getString("inspection"));
    bank.time.nextStep();
    assertEquals("CHECKED", told(check(reading(fobs.get(1)))));
  }

  @Test
  void aDefectiveFobIsNotSetAsideAndACheckedOneIs() {
    var customer = minato.customer("4200001");
    var fob = minato.deliver(1).getFirst();
    check(new JsonObject().put("serial", fob.serial()).put("dark", "SILENT"));
    var owner = new JsonObject().put("contract", customer.contract()).put("user", customer.user());
    var allocate = keeper.about(fob.serial(), "allocateFob").with(owner);
    assertEquals("NOT_CHECKED", allocate.expect(ProblemCode.WRONG_STATE).text("reason"));
    check(reading(fob));
    allocate.expect(200);
  }

  @Test
  void twoCodesBringAClockBackAndTellThatItIsOff() {
    var fob = minato.deliver(1).getFirst();
    var now = bank.time.instant();
    var ahead = now.plus(Duration.ofMinutes(5));
    var code = fob.pressForCode(ahead);
    var next = fob.pressForCode(ahead.plusSeconds(30));
    var reading = new JsonObject().put("serial", fob.serial()).put("code", code);
    assertEquals("NEXT_CODE_NEEDED", told(check(reading)));
    assertEquals("UNCHECKED", sheet(fob).getString("inspection"));
    assertEquals("DEFECTIVE CLOCK_OFF", told(check(reading.put("nextCode", next))));
  }

  @Test
  void noCodeOfACustomersFobIsJudgedAndAnUnknownOneIsUnknown() {
    var customer = minato.customer("4200002");
    var fob = minato.shippedTo(customer);
    var right = check(reading(fob));
    var wrong = check(reading(fob).put("code", wrong(fob)));
    assertEquals(right, wrong);
    assertEquals("NOT_IN_STOCK", told(right));
    assertEquals("ALLOCATED", right.getString("state"));
    assertEquals(0, checks(fob));
    assertEquals("UNKNOWN", told(check(reading(fob).put("serial", "GM99999998"))));
  }

  /** How often the books say that it was checked. */
  private long checks(Fob fob) {
    return sheet(fob).getJsonArray("movements").stream()
        .filter(it -> ((JsonObject) it).getString("kind").equals("CHECKED"))
        .count();
  }

  @Test
  void guessingEndsWithTheFobSuspended() {
    var fob = minato.deliver(1).getFirst();
    var reading = reading(fob).put("code", wrong(fob));
    int answers = 0;
    while (told(check(reading)).equals("DEFECTIVE WRONG_SEED")) answers++;
    assertEquals(minato.kit.terms().getInteger("wrongCodesMax"), answers);
    assertEquals("SUSPENDED", told(check(reading(fob))));
  }

  @Test
  void aRepeatedCallIsAnsweredAlikeAndDoesNothingMore() {
    var fob = minato.deliver(1).getFirst();
    var call = call(reading(fob)).header("Idempotency-Key", UUID.randomUUID().toString());
    var first = call.expect(200);
    assertEquals(first.body(), call.expect(200).body());
    assertEquals(1, checks(fob));
  }

  @Test
  void whatTellsNothingOrComesTwiceIsMalformed() {
    var bare = new JsonObject().put("serial", "GM00000001");
    assertEquals("/readings/0/code", pointer(call(bare)));
    var dark = bare.copy().put("dark", "SILENT");
    assertEquals("/readings/1/serial", pointer(call(dark, dark)));
    assertEquals("/readings/0/code", pointer(call(bare.copy().put("code", "12"))));
    for (var code : List.of("code", "nextCode"))
      assertEquals("/readings/0/dark", pointer(call(dark.copy().put(code, "123456"))));
  }

  private static String pointer(Request call) {
    return call.expect(ProblemCode.MALFORMED)
        .json()
        .getJsonArray("errors")
        .getJsonObject(0)
        .getString("pointer");
  }

  @Test
  void anAccountHasOnlySoManyFobsCheckedInAMinute() {
    var hasty = Clerk.of(minato, "hasty", Role.STOCK_KEEPER);
    var body = new JsonObject().put("readings", new JsonArray());
    for (int n = 0; n < 50; n++)
      body.getJsonArray("readings")
          .add(new JsonObject().put("serial", "GM%08d".formatted(n)).put("dark", "SILENT"));
    bank.backstage()
        .pool()
        .preparedQuery("INSERT INTO check_pace VALUES ($1, $2, $3, $4)")
        .execute(
            Tuple.of(
                minato.id,
                "staff:hasty",
                Pace.FOBS_MAX - 60,
                bank.time.instant().plusSeconds(30).atOffset(java.time.ZoneOffset.UTC)))
        .await();
    hasty.call("checkFobs").with(body).expect(200);
    hasty.call("checkFobs").with(body).expect(ProblemCode.RATE_LIMITED);
    bank.time.nextStep();
    hasty.call("checkFobs").with(body).expect(200);
  }
}
