package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Terms;
import dev.kagimori.process.Jvm;
import dev.kagimori.secrets.Traced;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Inspection;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which fob, and what breaks it off. */
class AllocatingIT extends InTown {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theQueryTakesOfTheStockWhatTheLifeCycleAllocates(boolean checkedOnly) {
    var id = "cycle-" + checkedOnly;
    var terms = new JsonObject().put("stock", new JsonObject().put("checkedOnly", checkedOnly));
    town.bank(id, 2, terms);
    var serials = new ArrayList<SerialNumber>();
    for (var state : TokenState.values())
      for (var inspection : Inspection.values())
        for (var suspension : List.of("", "WRONG_CODES", "STAFF")) {
          var serial = "SY1%07d".formatted(serials.size());
          serials.add(new SerialNumber(serial));
          town.run(
              """
              INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds,
                                 sealed_seed, key_version, state, inspection, suspension,
                                 owner_contract, owner_user, branch, make)
              VALUES ($1, $2, 'HARDWARE', 'SHA1', 6, 30, '\\x00', 1, $3, $4, $5, $6, $7, 'HQ', 'SY')
              """,
              Tuple.of(
                  id,
                  serial,
                  state.name(),
                  inspection == Inspection.UNCHECKED ? null : inspection.name(),
                  suspension.isEmpty() ? null : suspension,
                  state == TokenState.IN_STOCK ? null : "c-0000001",
                  state == TokenState.IN_STOCK ? null : "user"));
        }
    var campaign = town.campaign(id, "all");
    Terms rules = town.terms().at(id, town.now());
    var to = new Owner("c-0000001", "user");
    Tx.in(
        town.pool(),
        db -> {
          var all = TokenStore.lock(db, id, serials);
          var expected =
              serials.stream()
                  .filter(serial -> {
                    var token = Objects.requireNonNull(all.get(serial)).token();
                    return token.state() == TokenState.IN_STOCK && done(token, to, rules);
                  })
                  .map(SerialNumber::value)
                  .toList();
          assertEquals(checkedOnly ? 1 : 2, expected.size());
          assertEquals(expected, Stock.take(db, campaign, rules, town.now(), "", 1_000));
          assertEquals(
              expected.subList(1, expected.size()),
              Stock.take(db, campaign, rules, town.now(), expected.getFirst(), 1_000));
          return true;
        });
  }

  private static boolean done(Token token, Owner to, Terms rules) {
    return LifeCycle.decide(token, new Command.Allocate(to), rules, town.now())
        instanceof Decision.Done;
  }

  @Test
  void theRowIsAsTheLifeCycleMakesIt() {
    town.bank("row", 1);
    town.stock("row", 1, 0);
    var campaign = town.campaign("row", "all");
    var fob = new SerialNumber("SY00000001");
    var before = token("row", fob);
    var rules = town.terms().at("row", town.now());
    var to = new Owner("c-0000001", "user");
    assertEquals(new Outcome.Done(1, true), clerks.allocate(campaign, 10));
    var allocated = LifeCycle.decide(before, new Command.Allocate(to), rules, town.now()).token();
    assertEquals(allocated, token("row", fob));
    assertEquals(new Outcome.Done(1, true), clerks.undo(campaign));
    var back = token("row", fob);
    assertEquals(TokenState.IN_STOCK, back.state());
    assertEquals(null, back.owner());
    assertEquals(before.version() + 2, back.version());
    assertEquals(before.epoch() + 2, back.epoch());
    assertEquals(
        List.of("ALLOCATED", "WITHDRAWN"),
        town.column(
            "SELECT kind FROM movement WHERE institution = $1 ORDER BY movement", Tuple.of("row")));
    assertEquals(
        List.of("MAKE", "ALLOCATE", "UNDO"),
        town.column(
            """
            SELECT details ->> 'step' FROM audit
            WHERE institution = $1 AND action = 'CAMPAIGN' ORDER BY id
            """,
            Tuple.of("row")));
  }

  private static Token token(String bank, SerialNumber serial) {
    return Tx.in(
        town.pool(),
        db ->
            Objects.requireNonNull(TokenStore.lock(db, bank, List.of(serial)).get(serial)).token());
  }

  @Test
  void whatIsKilledInTheMiddleIsGoneOnWith() throws Exception {
    town.bank("killed", 1_000);
    town.stock("killed", 1_000, 0);
    var campaign = town.campaign("killed", "all");
    var process = brokenOff(campaign, 50);
    try (var said = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = said.readLine(); !"150".equals(line); line = said.readLine())
        assertNotEquals(null, line, "it ended by itself");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertEquals(
        List.of("ALLOCATING"),
        town.column("SELECT state FROM campaign WHERE institution = $1", Tuple.of("killed")));
    var pairs = clerks.pairs("killed");
    int before = Integer.parseInt(pairs.substring(0, pairs.indexOf(' ')));
    assertTrue(before >= 150 && before < 1_000, before + " fobs");
    assertEquals(new Outcome.Done(1_000 - before, true), clerks.allocate(campaign, 300));
    assertEquals("1000 1000", clerks.pairs("killed"));
    assertEquals(new Outcome.Done(0, true), clerks.allocate(campaign, 300));
  }

  private static Process brokenOff(Campaign campaign, int chunk) throws IOException {
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(directory.resolve("database").resolve("passwords"))) {
      passwords.load(in);
    }
    var password = directory.resolve("password");
    Files.writeString(password, passwords.getProperty("kagimori"));
    var uri =
        "postgresql://kagimori@127.0.0.1:%d/kagimori?sslmode=disable&passwordfile=%s"
            .formatted(town.kagimori.backstage().database().port(), password);
    var command = Jvm.command(Traced.argument("campaign"));
    command.addAll(List.of(BrokenOff.class.getName(), uri, campaign.institution()));
    command.add(Integer.toString(campaign.number()));
    command.addAll(List.of(town.now().toString(), Integer.toString(chunk)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
