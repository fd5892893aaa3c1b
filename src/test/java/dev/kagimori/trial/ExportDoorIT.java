package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.Kagimori;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.Contract;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.process.Jvm;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What leaves the stock's books: all but the seeds, and seeds by two persons under a third's key.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportDoorIT {
  @TempDir static Path directory;

  private TestBank bank;
  private Institution minato;
  private Institution suzuran;
  private Clerk keeper;
  private Clerk administrator;
  private Clerk supervisor;
  private Passage passage;

  @BeforeAll
  void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("leaving", new JsonObject());
    suzuran = bank.institution("arriving", new JsonObject());
    keeper = Clerk.of(minato, "keeper", Role.STOCK_KEEPER);
    administrator = Clerk.of(minato, "administrator", Role.ADMINISTRATOR);
    supervisor = Clerk.of(minato, "supervisor", Role.SUPERVISOR);
    passage = new Passage(bank);
  }

  @AfterAll
  void close() {
    bank.close();
  }

  private static void lay(Clerk clerk, String name, String kind, String value) {
    clerk
        .call("putTransportKey")
        .filled("name", name)
        .with(new JsonObject().put("kind", kind).put("value", value))
        .expect(200);
  }

  private static void refused(ProblemCode code, HttpResponse<InputStream> response)
      throws IOException {
    var body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    Contract.checkProblem(code, response.statusCode(), body);
  }

  private List<String> lines(String query) throws IOException {
    var response = passage.fetch(keeper, "/v1/stock/export" + query);
    assertEquals(200, response.statusCode());
    try (var body = response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void theStockIsWrittenAsCsvWithoutSeeds() throws Exception {
    var aoi = bank.institution("csv", new JsonObject());
    var stock = Clerk.of(aoi, "keeper", Role.STOCK_KEEPER);
    var fobs = SeedFiles.fobs(bank, 3);
    passage.send(stock, "delivery=%3D1%2B1&branch=HQ&box=B-1", SeedFiles.inClear(fobs)).expect(201);
    var response = passage.fetch(stock, "/v1/stock/export?state=IN_STOCK&branch=HQ");
    var text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(
        text.startsWith(
            "serial,kind,make,state,inspection,branch,box,shelf,delivery,contract,user,shippedAt,"
                + "deliveredAt,batteryEnd\r\n"),
        text);
    for (var fob : fobs) assertTrue(text.contains(fob.serial() + ",HARDWARE,"), text);
    assertTrue(text.contains(",IN_STOCK,UNCHECKED,HQ,B-1,,'=1+1,,,,"), text);
    refused(ProblemCode.MALFORMED, passage.fetch(stock, "/v1/stock/export?branch=OSAKA"));
    refused(ProblemCode.FORBIDDEN, passage.fetch(administrator, "/v1/stock/export"));
    refused(ProblemCode.MALFORMED, passage.fetch(stock, "/v1/stock/export?state=LOST"));
  }

  @Test
  void anOperatorWritesTheSameToAFile() throws Exception {
    var fobs = SeedFiles.fobs(bank, 2);
    passage.send(keeper, "delivery=typed", SeedFiles.inClear(fobs)).expect(201);
    var operator = Operator.of(bank, directory);
    var file = directory.resolve("stock.csv");
    var asked = new String[] {"export", "--institution", minato.id, "--delivery", "typed"};
    var toFile = Stream.concat(Stream.of(asked), Stream.of("-o", file.toString()));
    var told = operator.stock(toFile.toArray(String[]::new)).expect(0);
    assertTrue(told.out().contains("2 tokens") && told.out().contains("2 件"), told::toString);
    assertEquals(lines("?delivery=typed"), Files.readAllLines(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    operator.stock("export", "--institution", minato.id, "-o", file.toString()).expect(1);
    operator.stock("export", "--institution", "nobody").expect(1);
    for (var option : List.of("--branch", "--delivery")) {
      var refused = operator.stock("export", "--institution", minato.id, option, "NONE").expect(1);
      assertTrue(refused.err().contains(option + " is in no book"), refused::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "fobs", "count"})
  void whatCanNotBeWrittenIsNotToldToBeDone(String command) throws Exception {
    var words = Jvm.command();
    words.addAll(List.of(Kagimori.class.getName(), "stock", command, "--institution", minato.id));
    words.addAll(Operator.of(bank, directory).where());
    var process =
        new ProcessBuilder(words)
            .redirectOutput(new File("/dev/full"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(1, process.exitValue());
  }

  @Test
  void aHundredThousandRowsAreStreamed() throws Exception {
    lines(""); // with which the institution's keys are there
    for (int from = 0; from < 100_000; from += 20_000)
      bank.backstage()
          .pool()
          .preparedQuery(
              """
              INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds,
                                 sealed_seed, key_version, state)
              SELECT $1, 'ZZ' || lpad(n::text, 8, '0'), 'HARDWARE', 'SHA1', 6, 30, '\\x00', 1,
                     'IN_STOCK'
              FROM generate_series($2::int, $2::int + 19999) n
              """)
          .execute(Tuple.of(minato.id, from))
          .await();
    long rows = 0;
    var last = "";
    var response = passage.fetch(keeper, "/v1/stock/export");
    try (var csv =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      csv.readLine();
      for (var line = csv.readLine(); line != null; line = csv.readLine()) {
        assertTrue(line.compareTo(last) > 0, line);
        last = line;
        if (line.startsWith("ZZ")) rows++;
      }
    }
    assertEquals(100_000, rows);
    for (var mistyped : List.of("branch=NOWHERE", "delivery=nonesuch"))
      refused(ProblemCode.MALFORMED, passage.fetch(keeper, "/v1/stock/export?" + mistyped));
  }

  private Reply ask(Clerk clerk, JsonObject wanted, String key) {
    return clerk
        .call("requestSeedExport")
        .with(wanted.copy().put("transportKey", key).put("why", "a merger"))
        .send();
  }

  private static String file(String approval) {
    return "/v1/stock/seed-exports/" + approval + "/file";
  }

  @Test
  void seedsLeaveByTwoPersonsOnceAndWorkElsewhere() throws Exception {
    var fobs = SeedFiles.fobs(bank, 5);
    passage.send(keeper, "delivery=moving", SeedFiles.inClear(fobs)).expect(201);
    var used = fobs.getFirst();
    var customer = minato.customer("c-used");
    minato.allocate(used, customer);
    customer.start(used).expect(201);
    var wanted = new JsonObject().put("delivery", "moving");
    var key = SeedFiles.newKey(bank);

    ask(administrator, wanted, "for-suzuran").expect(ProblemCode.NOT_FOUND);
    lay(administrator, "for-suzuran", "PRE_SHARED", key);
    ask(administrator, wanted, "for-suzuran").expect(ProblemCode.OWN_REQUEST);
    administrator.call("dropTransportKey").filled("name", "for-suzuran").expect(200);
    lay(keeper, "weak", "PASSWORD", "only-12-long");
    ask(administrator, wanted, "weak").expect(ProblemCode.MALFORMED);
    lay(keeper, "for-suzuran", "PRE_SHARED", key);
    ask(administrator, wanted.copy().put("make", "GM"), "for-suzuran")
        .expect(ProblemCode.MALFORMED);
    ask(administrator, new JsonObject().put("delivery", "none"), "for-suzuran")
        .expect(ProblemCode.NOT_FOUND);
    ask(keeper, wanted, "for-suzuran").expect(ProblemCode.FORBIDDEN);
    var approval = ask(administrator, wanted, "for-suzuran").expect(202).text("approval");

    refused(ProblemCode.NOT_FOUND, passage.fetch(administrator, file(approval)));
    supervisor.approve(approval).expect(200);
    refused(ProblemCode.FORBIDDEN, passage.fetch(keeper, file(approval)));
    var other = Clerk.of(minato, "other-administrator", Role.ADMINISTRATOR);
    refused(ProblemCode.NOT_FOUND, passage.fetch(other, file(approval)));
    assertEquals(2, refusedFetches(approval)); // who is no administrator is told of elsewhere
    byte[] seeds;
    var response = passage.fetch(administrator, file(approval));
    assertEquals(200, response.statusCode());
    try (var body = response.body()) {
      seeds = body.readAllBytes();
    }
    refused(ProblemCode.DECIDED, passage.fetch(administrator, file(approval)));
    var text = new String(seeds, StandardCharsets.UTF_8);
    assertFalse(text.contains(used.serial()), "what is in use stays here");
    assertEquals(4, audited().getInteger("seeds"));

    var theirs = Clerk.of(suzuran, "keeper", Role.STOCK_KEEPER);
    lay(Clerk.of(suzuran, "colleague", Role.STOCK_KEEPER), "from-minato", "PRE_SHARED", key);
    passage.send(theirs, "delivery=moved&transportKey=from-minato", seeds).expect(201);
    var newcomer = suzuran.customer("c-new");
    var fob = fobs.getLast();
    suzuran.allocate(fob, newcomer);
    newcomer.start(fob).expect(201);
    bank.time.nextStep();
    newcomer.verify(fob).expectResult("ACCEPTED");
  }

  private long refusedFetches(String approval) {
    return bank.backstage()
        .pool()
        .preparedQuery(
            """
            SELECT count(*) FROM audit WHERE institution = $1 AND action = 'EXPORT_SEEDS'
              AND outcome = 'REFUSED' AND reason = 'NOT_FOUND' AND details ->> 'approval' = $2
            """)
        .execute(Tuple.of(minato.id, approval))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private JsonObject audited() {
    JsonObject[] found = {null};
    Waits.until(
        "the audit of what was fetched",
        () -> {
          for (var row :
              bank.backstage()
                  .pool()
                  .preparedQuery(
                      """
                      SELECT details FROM audit
                      WHERE institution = $1 AND action = 'EXPORT_SEEDS' AND details ? 'seeds'
                      ORDER BY at DESC LIMIT 1
                      """)
                  .execute(Tuple.of(minato.id))
                  .await()) {
            found[0] = row.getJsonObject(0);
            return true;
          }
          return false;
        });
    return found[0];
  }

  @Test
  void seedsOfNamedFobsLeaveUnderAPasswordAndWhatIsInUseOnlyWhenItIsAskedFor() throws Exception {
    var fobs = SeedFiles.fobs(bank, 2);
    passage.send(keeper, "delivery=named", SeedFiles.inClear(fobs)).expect(201);
    var customer = minato.customer("c-named");
    minato.allocate(fobs.getFirst(), customer);
    customer.start(fobs.getFirst()).expect(201);
    lay(keeper, "password", "PASSWORD", "sixteen characters at least");
    var serials = new JsonArray(fobs.stream().map(Fob::serial).toList());
    var wanted = new JsonObject().put("serials", serials).put("inUse", true);
    var approval = ask(administrator, wanted, "password").expect(202).text("approval");
    supervisor.approve(approval).expect(200);
    bank.time.pass(java.time.Duration.ofMinutes(59));
    var response = passage.fetch(administrator, file(approval));
    try (var body = response.body()) {
      var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      for (var fob : fobs) assertTrue(text.contains(fob.serial()), text);
    }
    lay(keeper, "password", "PASSWORD", "sixteen characters at least");
    var late = ask(administrator, wanted, "password").expect(202).text("approval");
    supervisor.approve(late).expect(200);
    bank.time.pass(java.time.Duration.ofMinutes(60));
    refused(ProblemCode.DECIDED, passage.fetch(administrator, file(late)));
  }
}
