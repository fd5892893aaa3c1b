package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.kagimori.database.Superuser;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.secrets.Expected;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody who may write to the database can't make one token pass for another. */
class UnusableSeedsIT {
  private static final List<String> TABLES =
      List.of("token", "registration", "receipt", "exchange", "idempotency", "attempt", "customer");

  private static final String SWAP =
      """
      UPDATE token t SET sealed_seed = o.sealed_seed, key_version = o.key_version FROM token o
      WHERE t.institution = ? AND o.institution = t.institution
        AND ((t.serial = ? AND o.serial = ?) OR (o.serial = ? AND t.serial = ?))
      """;

  @TempDir static Path directory;
  private static TestBank bank;
  private static Superuser superuser;
  private static Expected alarm;

  @BeforeAll
  static void open() throws Exception {
    bank = TestBank.open(directory);
    superuser = Superuser.of(directory.resolve("database"));
    alarm = Expected.of("dev.kagimori.keyring.SeedAlarm");
  }

  @AfterAll
  static void close() throws SQLException {
    alarm.close();
    superuser.close();
    bank.close();
  }

  private static void exchangeCiphertexts(Institution institution, Fob one, Fob other)
      throws SQLException {
    assertEquals(
        2,
        superuser.force(
            SWAP, institution.id, one.serial(), other.serial(), one.serial(), other.serial()));
  }

  /** A customer whose fob is in use, with its next code ready. */
  private static Fob started(Customer customer) {
    var fob = customer.institution().shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    return fob;
  }

  private static double alarms(Institution institution) throws IOException, InterruptedException {
    double sum = 0;
    for (int n = 0; n < TestBank.INSTANCES; n++) {
      var uri = URI.create(bank.kagimori.managementUri(n) + "/metrics");
      var page =
          bank.http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      var name = "kagimori_seed_unusable_total{institution=\"" + institution.id + "\"} ";
      var line = page.body().lines().filter(l -> l.startsWith(name)).findFirst();
      sum += line.map(l -> Double.parseDouble(l.substring(name.length()))).orElse(Double.NaN);
    }
    return sum;
  }

  private static void verifyAsk(Customer customer, String code) {
    customer
        .call("verify")
        .with(new JsonObject().put("code", code).put("operation", "TRANSFER"))
        .expect(ProblemCode.REPLACE_TOKEN);
    var shown = new JsonObject().put("code", code);
    customer.call("openExchange").with(shown).expect(ProblemCode.REPLACE_TOKEN);
    customer.call("stop").with(shown).expect(ProblemCode.REPLACE_TOKEN);
  }

  @Test
  void twoTokensWhoseCiphertextsWereExchangedServeNobodyAndAnAlarmIsRaised() throws Exception {
    var minato = bank.institution("swapped", new JsonObject());
    var hanako = minato.customer("c-hanako");
    var taro = minato.customer("c-taro");
    var jiro = minato.customer("c-jiro");
    var his = started(taro);
    var hers = started(hanako);
    var other = started(jiro);
    for (int n = 0; n < TestBank.INSTANCES; n++) taro.call("getUser").on(n).expect(200);
    assertEquals(0, alarms(minato));
    exchangeCiphertexts(minato, his, hers);
    var before = superuser.rows(TABLES);
    int logged = alarm.events().size();
    for (var customer : List.of(taro, hanako))
      for (var fob : List.of(his, hers)) verifyAsk(customer, customer.code(fob));

    assertEquals(before, superuser.rows(TABLES));
    assertEquals(12, alarms(minato));
    assertEquals(
        List.of("SEED_UNUSABLE|12"),
        superuser.column(
            """
            SELECT reason || '|' || count(*) FROM audit
            WHERE institution = 'swapped' AND outcome = 'REFUSED' GROUP BY reason
            """));
    var raised = alarm.events().stream().skip(logged).toList();
    assertEquals(12, raised.size());
    for (var event : raised) {
      assertEquals(Level.ERROR, event.getLevel());
      var told = event.getKeyValuePairs().toString();
      assertTrue(told.contains("institution=\"swapped\""), told);
      assertTrue(told.contains(his.serial()) || told.contains(hers.serial()), told);
    }
    jiro.verify(other).expectResult("ACCEPTED");
    assertEquals(12, alarms(minato));

    exchangeCiphertexts(minato, his, hers);
    assertEquals("0", taro.verify(his).expectResult("ACCEPTED").text("wrongSince"));
    hanako.stop(hers).expect(201);
  }

  @Test
  void neitherCanBeStartedAndWhoeverItWasNotShippedToLearnsNothing() throws Exception {
    var minato = bank.institution("unstarted", new JsonObject());
    var hanako = minato.customer("c-hanako");
    var taro = minato.customer("c-taro");
    var his = minato.shippedTo(taro);
    var hers = minato.shippedTo(hanako);
    exchangeCiphertexts(minato, his, hers);
    var before = superuser.rows(TABLES);
    for (var code : List.of(taro.code(his), hanako.code(hers))) {
      taro.start(his.serial(), code).expect(ProblemCode.REPLACE_TOKEN);
      hanako.start(hers.serial(), code).expect(ProblemCode.REPLACE_TOKEN);
    }
    assertEquals(before, superuser.rows(TABLES));

    var nobody = minato.customer("c-nobody");
    var unknown = nobody.start("GM00000001", "123456").expect(ProblemCode.NOT_ACCEPTED);
    for (var fob : List.of(his, hers)) assertEquals(unknown.telling(), nobody.start(fob).telling());
    assertEquals(
        List.of("3"),
        superuser.column(
            """
            SELECT failed_starts FROM customer
            WHERE institution = 'unstarted' AND contract = 'c-nobody'
            """));
    exchangeCiphertexts(minato, his, hers);
    taro.start(his).expect(201);
    hanako.start(hers).expect(201);
  }

  @Test
  void whereAnybodyMayStartAFobOfTheStockAnUnusableOneLooksLikeAnUnknownOne() throws Exception {
    var open = bank.institution("anybody", new JsonObject().put("allocationRequired", false));
    var customer = open.customer("c-1");
    var fobs = open.deliver(2);
    exchangeCiphertexts(open, fobs.getFirst(), fobs.getLast());
    var unknown = customer.start("GM00000001", "123456").expect(ProblemCode.NOT_ACCEPTED);
    for (var fob : fobs) assertEquals(unknown.telling(), customer.start(fob).telling());
    exchangeCiphertexts(open, fobs.getFirst(), fobs.getLast());
    customer.start(fobs.getFirst()).expect(201);
  }

  @Test
  void asTheNewOneOfAnExchangeItIsRefusedAndTheOldOneStaysInForce() throws Exception {
    var minato = bank.institution("exchanging", new JsonObject());
    var hanako = minato.customer("c-hanako");
    var old = started(hanako);
    var next = minato.shippedTo(hanako);
    var stock = minato.deliver(1).getFirst();
    var exchange = hanako.openExchange(old).expect(201).text("exchange");
    exchangeCiphertexts(minato, next, stock);
    for (var fob : List.of(next, stock))
      hanako
          .call("completeExchange")
          .exchange(exchange)
          .with(hanako.shown(fob).put("serial", next.serial()))
          .expect(ProblemCode.REPLACE_TOKEN);
    bank.time.nextStep();
    hanako.verify(old).expectResult("ACCEPTED");
    exchangeCiphertexts(minato, next, stock);
    hanako.completeExchange(exchange, next).expect(201);
  }

  /** What else may have become of the sealed seed. */
  enum Damage {
    FLIPPED_BIT("flipped"),
    TRUNCATED("truncated"),
    EMPTY("empty"),
    OF_ANOTHER_INSTITUTION("foreign"),
    OF_A_KEY_THAT_IS_NOT_THERE("keyless");

    private final String word;

    Damage(String word) {
      this.word = word;
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aDamagedOrForeignCiphertextServesNobody(Damage damage) throws Exception {
    var minato = bank.institution("damage-" + damage.word, new JsonObject());
    var elsewhere = bank.institution("elsewhere-" + damage.word, new JsonObject());
    var hanako = minato.customer("c-hanako");
    var fob = Numbered.fob(bank, "GM", 1);
    minato.deliver(List.of(fob));
    minato.allocate(fob, hanako);
    elsewhere.deliver(List.of(fob));
    hanako.start(fob).expect(201);
    bank.time.nextStep();
    var sealed = sealed(minato, fob);
    int version = damage == Damage.OF_A_KEY_THAT_IS_NOT_THERE ? 2 : 1;
    store(minato, fob, damaged(damage, sealed, sealed(elsewhere, fob)), version);
    var before = superuser.rows(TABLES);
    verifyAsk(hanako, hanako.code(fob));
    assertEquals(before, superuser.rows(TABLES));
    assertEquals(3, alarms(minato));
    store(minato, fob, sealed, 1);
    hanako.verify(fob).expectResult("ACCEPTED");
  }

  private static byte[] damaged(Damage damage, byte[] sealed, byte[] foreign) {
    return switch (damage) {
      case FLIPPED_BIT -> {
        var changed = sealed.clone();
        changed[20] ^= 4;
        yield changed;
      }
      case TRUNCATED -> Arrays.copyOf(sealed, sealed.length - 1);
      case EMPTY -> new byte[0];
      case OF_ANOTHER_INSTITUTION -> foreign;
      case OF_A_KEY_THAT_IS_NOT_THERE -> sealed;
    };
  }

  private static byte[] sealed(Institution institution, Fob fob) throws SQLException {
    return superuser.bytes(
        "SELECT sealed_seed FROM token WHERE institution = ? AND serial = ?",
        institution.id,
        fob.serial());
  }

  private static void store(Institution institution, Fob fob, byte[] sealed, int version)
      throws SQLException {
    superuser.force(
        "UPDATE token SET sealed_seed = ?, key_version = ? WHERE institution = ? AND serial = ?",
        sealed,
        version,
        institution.id,
        fob.serial());
  }
}
