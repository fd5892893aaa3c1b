package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.TermsStore;
import dev.kagimori.registration.Custody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code terms apply} says of versions to come, and of makes that tokens still belong to. */
class TermsApplyIT {
  private static final String APRIL = "2098-04-01T00:00:00+09:00";
  private static final String MAY = "2098-05-01T00:00:00+09:00";
  private static final String JUNE = "2098-06-01T00:00:00+09:00";

  @TempDir static Path directory;
  private static TestBank bank;
  private static Operator operator;

  @BeforeAll
  static void open() throws IOException {
    bank = TestBank.open(directory);
    operator = Operator.of(bank, directory);
    // the operator's commands know no other time than the machine's
    var real = Instant.now();
    if (bank.time.instant().isBefore(real)) bank.time.set(real);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  private static String file(Institution institution, String name, JsonObject change)
      throws IOException {
    var terms = institution.kit.terms().mergeIn(change);
    var path = directory.resolve(institution.id + "-" + name + ".json");
    return Files.writeString(path, terms.encode()).toString();
  }

  private static String asked(Institution institution, String file, String... more) {
    var arguments =
        more.length == 0
            ? new String[] {"apply", institution.id, file}
            : new String[] {"apply", institution.id, file, "--from", more[0]};
    return operator.termsAnswering("no", arguments).expect(1).out();
  }

  @Test
  @DisplayName("versions to come are told before it is asked, with what becomes of them")
  void versionsToCome() throws IOException {
    var bay = bank.institution("to-come", new JsonObject());
    var four = file(bay, "four", new JsonObject().put("wrongCodesMax", 4));
    var first = operator.termsAnswering("yes", "apply", bay.id, four, "--from", MAY).expect(0);
    assertFalse(first.out().contains("warning"), first.out());

    var six = file(bay, "six", new JsonObject().put("wrongCodesMax", 6));
    for (var before : List.of(asked(bay, six), asked(bay, six, APRIL))) {
      var told = before.lines().filter(line -> line.contains("warning")).toList();
      assertEquals(1, told.size(), before);
      assertTrue(told.getFirst().contains("the version from " + MAY + " stays"), before);
      assertTrue(before.indexOf(told.getFirst()) < before.indexOf("[yes/no]"), before);
      assertTrue(before.contains(MAY + " からの版は変わらず"), before);
    }
    var same = asked(bay, six, MAY);
    assertTrue(same.contains("the version from " + MAY + " is overridden"), same);
    var after = asked(bay, six, JUNE);
    assertTrue(after.contains("the version from " + MAY + " comes before this one"), after);
  }

  @Test
  @DisplayName("what is told of versions to come is what the store does with them")
  void asTheStoreDoes() throws IOException {
    var bay = bank.institution("as-told", new JsonObject());
    for (int n = 4; n <= 6; n++) {
      var file = file(bay, "n" + n, new JsonObject().put("wrongCodesMax", n + 3));
      var from = n == 4 ? MAY : n == 5 ? APRIL : MAY;
      operator.termsHere("apply", bay.id, file, "--yes", "--from", from).expect(0);
    }
    var bodies = TermsStore.bodies(bank.backstage().pool(), bay.id);
    assertEquals(
        List.of(8, 9),
        bodies.stream().skip(1).map(b -> b.json().getInteger("wrongCodesMax")).toList());
  }

  @Test
  @DisplayName("a late yes puts nothing in force that was not looked at, and nothing in the past")
  void lateAnswers() throws IOException {
    var bay = bank.institution("late-yes", new JsonObject());
    var seven = file(bay, "seven", new JsonObject().put("wrongCodesMax", 7));
    var eight = file(bay, "eight", new JsonObject().put("wrongCodesMax", 8));
    Runnable quicker = () -> operator.termsHere("apply", bay.id, eight, "--yes").expect(0);
    var crossed = operator.termsAnswering(quicker, "yes", "apply", bay.id, seven).expect(1);
    assertTrue(crossed.err().contains("Other terms came"), crossed.err());
    assertEquals(8, lastWrongCodesMax(bay));

    var soon = Instant.now().plusSeconds(4).atOffset(ZoneOffset.UTC).toString();
    Runnable pondering = () -> Waits.until(soon, () -> Instant.now().isAfter(Instant.parse(soon)));
    var late =
        operator.termsAnswering(pondering, "yes", "apply", bay.id, seven, "--from", soon).expect(1);
    assertTrue(late.err().contains("--from went by"), late.err());
    assertEquals(8, lastWrongCodesMax(bay));

    var shortly = Instant.now().plusSeconds(5).atOffset(ZoneOffset.UTC).toString();
    var six = file(bay, "six", new JsonObject().put("wrongCodesMax", 6));
    operator.termsHere("apply", bay.id, six, "--yes", "--from", shortly).expect(0);
    Runnable begun =
        () -> Waits.until(shortly, () -> Instant.now().isAfter(Instant.parse(shortly)));
    var stale = operator.termsAnswering(begun, "yes", "apply", bay.id, seven).expect(1);
    assertTrue(stale.err().contains("Other terms came"), stale.err());

    var asked = new Instant[] {Instant.MIN};
    operator
        .termsAnswering(() -> asked[0] = Instant.now(), "yes", "apply", bay.id, seven)
        .expect(0);
    var bodies = TermsStore.bodies(bank.backstage().pool(), bay.id);
    assertFalse(bodies.getLast().from().isBefore(asked[0].truncatedTo(ChronoUnit.MICROS)));
  }

  private static int lastWrongCodesMax(Institution institution) {
    var bodies = TermsStore.bodies(bank.backstage().pool(), institution.id);
    return bodies.getLast().json().getInteger("wrongCodesMax");
  }

  @Test
  @DisplayName("E9: a make that goes is warned of with its tokens, counted by the longest prefix")
  void makesThatGo() throws IOException {
    var makes = Institution.systemE().getJsonArray("makes").copy();
    var longer = makes.getJsonObject(0).copy().put("prefix", "GM1").put("name", "Newer fob");
    assertEquals("GM", makes.getJsonObject(0).getString("prefix"));
    var bay = bank.institution("makes-go", new JsonObject().put("makes", makes.copy().add(longer)));
    var fobs =
        List.of(
            Numbered.fob(bank, "GM", 20_000_001),
            Numbered.fob(bank, "GM", 20_000_002),
            Numbered.fob(bank, "GM", 20_000_003),
            Numbered.fob(bank, "GM", 10_000_001));
    bay.deliver(fobs);
    var customer = bay.customer("c-makes");
    bay.allocate(fobs.getFirst(), customer);
    customer.start(fobs.getFirst()).expect(201);
    var gone = bay.customer("c-revoked");
    bay.allocate(fobs.get(1), gone);
    gone.start(fobs.get(1)).expect(201);
    assertEquals(new Custody.Outcome.Done(), bay.staff(Custody.Act.REVOKE, gone));

    var without = new JsonArray();
    for (var make : makes)
      if (!"GM".equals(((JsonObject) make).getString("prefix"))) without.add(make);
    var all = asked(bay, file(bay, "none", new JsonObject().put("makes", without)));
    assertTrue(all.contains("make GM (Key fob GM) goes, and 2 tokens"), all);
    assertTrue(all.contains("(1 in use)"), all);
    assertTrue(all.contains("製品 GM1 (Newer fob) がなくなりますが"), all);
    assertTrue(all.contains("make GM1 (Newer fob) goes, and 1 tokens"), all);

    var kept = asked(bay, file(bay, "one", new JsonObject().put("makes", makes)));
    assertFalse(kept.contains("make GM (Key fob GM)"), kept);
    assertTrue(kept.contains("They are taken for tokens of make GM from then on"), kept);

    var unused = new JsonArray();
    for (var make : makes)
      if (!"VP".equals(((JsonObject) make).getString("prefix"))) unused.add(make);
    var silent = asked(bay, file(bay, "vp", new JsonObject().put("makes", unused.add(longer))));
    assertFalse(silent.contains("warning"), silent);

    bank.time.pass(Duration.ofMinutes(1));
    customer.verify(fobs.getFirst()).expectResult("ACCEPTED");
  }
}
