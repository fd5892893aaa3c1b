package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Makers' files through the stock's door: as streams, followed meanwhile, by two persons. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportDoorIT {
  @TempDir static Path directory;

  private TestBank bank;
  private Institution minato;
  private Clerk keeper;
  private Clerk colleague;
  private Passage passage;

  @BeforeAll
  void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("passage", new JsonObject());
    keeper = Clerk.of(minato, "keeper", Role.STOCK_KEEPER);
    colleague = Clerk.of(minato, "colleague", Role.STOCK_KEEPER);
    passage = new Passage(bank);
  }

  @AfterAll
  void close() {
    bank.close();
  }

  private Reply sheet(String delivery) {
    return keeper.call("getImport").filled("delivery", delivery).send();
  }

  @Test
  void aDeliveryIsJudgedFirstAndThenTaken() {
    var osaka = new JsonObject().put("branch", "OSAKA-1").put("name", "大阪支店");
    passage
        .send(keeper, "delivery=d-1&branch=OSAKA-1", new byte[] {1})
        .expect(ProblemCode.MALFORMED);
    keeper.call("putBranch").with(osaka).send();
    var fobs = SeedFiles.fobs(bank, 50);
    var file = SeedFiles.inClear(fobs);
    var dry = passage.send(keeper, "delivery=d-1&dryRun=true", file).expect(200).json();
    assertEquals("COMPLETE", dry.getString("end"));
    assertEquals(50, dry.getInteger("good"));
    assertEquals(0, passage.inStock(minato, fobs));
    sheet("d-1").expect(ProblemCode.NOT_FOUND);

    var done =
        passage
            .send(keeper, "delivery=d-1&file=d-1.xml&branch=OSAKA-1&box=B-7", file)
            .expect(201)
            .json();
    assertEquals(50, done.getInteger("accepted"));
    assertTrue(done.getBoolean("seedsInClear"));
    assertEquals(50, passage.inStock(minato, fobs));
    var sheet = sheet("d-1").expect(200).json();
    assertEquals("DONE", sheet.getString("state"));
    assertEquals("d-1.xml", sheet.getString("file"));
    assertEquals("OSAKA-1", sheet.getString("branch"));

    var again = passage.send(keeper, "delivery=d-1", file).expect(ProblemCode.WRONG_STATE);
    assertEquals("TAKEN", again.text("reason"));
    var other = passage.send(keeper, "delivery=d-2&onError=SKIP", file).expect(200).json();
    assertEquals(50, other.getInteger("duplicates"));
    assertEquals("EXISTS", other.getJsonArray("rejected").getJsonObject(0).getString("reason"));
    var page =
        keeper
            .call("getImport")
            .filled("delivery", "d-2")
            .query("after=48&last=10")
            .expect(200)
            .json();
    assertEquals(2, page.getJsonArray("rejected").size());
    var list = keeper.call("getImports").query("last=1").expect(200).json().getJsonArray("imports");
    assertEquals(1, list.size());
    int newest = list.getJsonObject(0).getInteger("number");
    keeper
        .call("getImports")
        .query("before=" + newest)
        .expect(200)
        .json()
        .getJsonArray("imports")
        .stream()
        .map(JsonObject.class::cast)
        .forEach(older -> assertTrue(older.getInteger("number") < newest));
  }

  /** Gives the first bytes at once, and the rest when it may. */
  private static InputStream held(byte[] file, int first, CountDownLatch may) {
    var rest =
        new ByteArrayInputStream(file, first, file.length - first) {
          private void pass() {
            try {
              if (!may.await(60, TimeUnit.SECONDS)) throw new IllegalStateException("never let on");
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public synchronized int read(byte[] into, int from, int length) {
            pass();
            return super.read(into, from, length);
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(file, 0, first), rest);
  }

  @Test
  void itIsFollowedFromAnotherInstanceWhileTheFileIsStillComing() throws Exception {
    var fobs = SeedFiles.fobs(bank, 6_000);
    var file = SeedFiles.inClear(fobs);
    var may = new CountDownLatch(1);
    var answer =
        passage.sending(
            keeper, "delivery=slow&onError=SKIP", () -> held(file, file.length * 9 / 10, may));
    for (int instance = 0; instance < TestBank.INSTANCES; instance++) {
      var asked = keeper.call("getImport").filled("delivery", "slow").on(instance);
      Waits.until(
          "progress",
          () -> {
            var reply = asked.send();
            return reply.status() == 200 && reply.json().getInteger("accepted") > 0;
          });
      assertEquals("READING", asked.expect(200).text("state"));
    }
    assertFalse(answer.isDone());
    passage.send(keeper, "delivery=slow&onError=SKIP", file).expect(ProblemCode.WRONG_STATE);
    may.countDown();
    Passage.reply(answer.get(60, TimeUnit.SECONDS)).expect(201);
    assertEquals(6_000, passage.inStock(minato, fobs));
    assertEquals("DONE", sheet("slow").text("state"));
  }

  /** Breaks off. */
  private static InputStream broken(byte[] file, int at) {
    return new SequenceInputStream(
        new ByteArrayInputStream(file, 0, at),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("planted: the line broke");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("planted: the line broke");
          }
        });
  }

  @Test
  void aLineThatBreaksLeavesNothingHalfAndTheSameCallGoesOn() {
    for (var onError : List.of("STOP", "SKIP")) {
      var fobs = SeedFiles.fobs(bank, 3_000);
      var file = SeedFiles.inClear(fobs);
      var query = "delivery=cut-" + onError + "&onError=" + onError;
      var sent =
          passage
              .sending(keeper, query, () -> broken(file, file.length * 2 / 3))
              .handle((_, e) -> e);
      assertTrue(sent.join() != null, "the client saw its line break");
      Waits.until(
          "the import let go",
          () -> {
            var reply = passage.send(keeper, query, file);
            if (reply.status() == 409 && reply.text("reason").equals("RUNNING")) return false;
            reply.expect(201);
            assertEquals(3_000, reply.json().getInteger("accepted"));
            return true;
          });
      assertEquals(3_000, passage.inStock(minato, fobs));
    }
  }

  @Test
  void theSameCallAgainAnswersTheSameReportAndDoesNothingTwice() {
    var fobs = SeedFiles.fobs(bank, 30);
    var file = SeedFiles.inClear(fobs);
    var query = "delivery=same&file=a.xml&box=B-1&onError=SKIP";
    var first = passage.keyed(keeper, query, "key-1", file).expect(201).json();
    for (int instance = 0; instance < TestBank.INSTANCES; instance++) {
      assertEquals(first, passage.keyed(keeper, query, "key-1", file).expect(201).json());
      assertEquals(first, passage.send(keeper, query, file).expect(201).json());
    }
    assertEquals(30, passage.inStock(minato, fobs));
    passage.send(colleague, query, file).expect(ProblemCode.WRONG_STATE);
    passage.send(keeper, query.replace("B-1", "B-2"), file).expect(ProblemCode.WRONG_STATE);
    var others = SeedFiles.inClear(SeedFiles.fobs(bank, 30));
    passage.send(keeper, query, others).expect(ProblemCode.WRONG_STATE);

    passage.keyed(keeper, query, "key-1", others).expect(ProblemCode.IDEMPOTENCY_MISMATCH);
    var renamed = query.replace("same", "other");
    passage.keyed(keeper, renamed, "key-1", file).expect(ProblemCode.IDEMPOTENCY_MISMATCH);
    sheet("other").expect(ProblemCode.NOT_FOUND);
    passage.keyed(colleague, renamed, "key-1", others).expect(201); // another's key
    passage.keyed(keeper, query, "k".repeat(129), file).expect(ProblemCode.MALFORMED);
  }

  @Test
  void aFileWhoseLastLineIsNotEndedIsWarnedOf() {
    var fob = SeedFiles.fobs(bank, 1).getFirst();
    var seed = HexFormat.of().formatHex(PskcKey.of(fob, null).seed().reveal());
    var csv = ("serial,secret_hex\n" + fob.serial() + "," + seed).getBytes(StandardCharsets.UTF_8);
    var report = passage.send(keeper, "delivery=open", csv).expect(201).json();
    var warning = report.getJsonArray("warnings").getJsonObject(0);
    assertEquals("NO_FINAL_LINE_END", warning.getString("reason"));
    assertEquals(report.getJsonArray("warnings"), sheet("open").json().getJsonArray("warnings"));
  }
}
