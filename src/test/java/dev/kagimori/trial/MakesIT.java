package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakesIT {
  @TempDir static Path directory;
  private static TestBank bank;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  void e9MakesOpenAndCloseAtAnInstantForStartAndForExchangeApart() {
    var bay = bank.institution("bay", new JsonObject());
    var before = bay.customer("c-before");
    var old = Numbered.fob(bank, "GM", 1);
    bay.deliver(List.of(old));
    bay.allocate(old, before);
    before.start(old).expect(201);
    bay.changeTerms(closing("GM", "start", Duration.ofHours(1), "until"));
    var late = bay.customer("c-late");
    var fob = Numbered.fob(bank, "GM", 2);
    bay.deliver(List.of(fob));
    bay.allocate(fob, late);

    bank.time.pass(Duration.ofMinutes(59));
    late.start(fob.serial(), late.wrongCode(fob)).expect(ProblemCode.NOT_ACCEPTED);
    bank.time.pass(Duration.ofMinutes(1));
    for (int n = 0; n < TestBank.INSTANCES; n++)
      late.call("start").with(late.shown(fob)).on(n).until(422, "MAKE_CLOSED");
    late.start("GM99999999", "123456").expect(ProblemCode.MAKE_CLOSED);
    before.verify(old).expectResult("ACCEPTED");

    bank.time.nextStep();
    var spare = Numbered.fob(bank, "GM", 3);
    bay.deliver(List.of(spare));
    bay.allocate(spare, before);
    var exchange = before.openExchange(old).expect(201).text("exchange");
    before.completeExchange(exchange, spare).expect(201);

    bay.changeTerms(closing("GM", "start", Duration.ofMinutes(30), "from"));
    bank.time.pass(Duration.ofMinutes(29));
    late.start(fob).expect(ProblemCode.MAKE_CLOSED);
    bank.time.pass(Duration.ofMinutes(1));
    late.call("start").with(late.shown(fob)).until(201, "");

    bay.changeTerms(closing("GM", "exchange", Duration.ZERO, "until"));
    bank.time.nextStep();
    var shut = late.openExchange(fob).expect(201).text("exchange");
    late.call("completeExchange")
        .exchange(shut)
        .with(late.shown(Numbered.fob(bank, "GM", 4)))
        .until(422, "MAKE_CLOSED");
  }

  @Test
  void e9TheMakersAppsAreClosedSinceTheirDates() {
    var customer = bank.institution("minato", new JsonObject()).customer("c-e9");
    customer.start("VS12345678", "123456").expect(ProblemCode.MAKE_CLOSED);
    customer.start("VP12345678", "123456").expect(ProblemCode.MAKE_CLOSED);
    customer.start("KG12345678", "123456").expect(ProblemCode.NOT_ACCEPTED);
  }

  @Test
  void e9NothingIsIssuedThatCouldNotBeRegistered() {
    var shut = new JsonObject().put("until", bank.time.instant().toString());
    var app = Issues.institution(bank, "shut-app", "aoba", new JsonObject());
    var hanako = app.customer("c-shut");
    app.changeTerms(shut(app, shut));
    var closed = hanako.call("issueToken").with(Issues.software()).until(422, "MAKE_CLOSED");
    assertEquals("makes.AO.start", closed.text("rule"));

    var fobs = Issues.institution(bank, "shut-fobs", "kitahama", new JsonObject());
    var taro = fobs.customer("c-shut");
    fobs.changeTerms(shut(fobs, shut));
    var kind = new JsonObject().put("kind", "HARDWARE");
    taro.call("issueToken").with(kind).until(422, "MAKE_CLOSED");
    assertEquals("NOT_REGISTERED", taro.status().text("status"));
  }

  private static JsonObject shut(Institution institution, JsonObject period) {
    var makes = new JsonArray();
    for (var make : institution.kit.terms().getJsonArray("makes"))
      makes.add(((JsonObject) make).copy().put("start", period));
    return new JsonObject().put("makes", makes);
  }

  /** System E with one make's period changed. */
  private static JsonObject closing(String prefix, String what, Duration in, String edge) {
    var makes = new JsonArray();
    for (var make : Institution.systemE().getJsonArray("makes")) {
      var copy = ((JsonObject) make).copy();
      if (prefix.equals(copy.getString("prefix")))
        copy.put(what, new JsonObject().put(edge, bank.time.instant().plus(in).toString()));
      makes.add(copy);
    }
    return new JsonObject().put("makes", makes);
  }
}
