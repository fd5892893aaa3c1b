package dev.kagimori.trial;

import static dev.kagimori.trial.Storeroom.WHY;
import static dev.kagimori.trial.Storeroom.serials;
import static dev.kagimori.trial.Storeroom.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Period;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.staff.Role;
import dev.kagimori.stock.Allocation;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which fobs are set aside for users, and which never are. */
interface SettingAside {
  Source SOURCE = new Source("staff:test", "127.0.0.1", "aside");
  JsonObject OVER = new JsonObject().put("until", "2020-01-01T00:00:00+09:00");

  Storeroom room();

  private static JsonObject gm(String prefix) {
    return new JsonObject()
        .put("prefix", prefix)
        .put("name", "Key fob " + prefix)
        .put("kind", "HARDWARE")
        .put("algorithm", "SHA1")
        .put("digits", 6)
        .put("stepSeconds", 30);
  }

  private static JsonObject makes(JsonObject... makes) {
    return new JsonObject().put("makes", new JsonArray(List.of(makes)));
  }

  /** What {@code kagimori stock allocate-list} tells of one customer. */
  private Operator.Told list(Path folder, Customer customer, String... more) throws IOException {
    var users = folder.resolve("users");
    Files.writeString(users, customer.contract() + "/" + customer.user() + "\n");
    var words = new ArrayList<>(List.of("allocate-list", users.toString()));
    words.addAll(List.of("--institution", customer.institution().id));
    words.addAll(List.of(more));
    return room().operator().stock(words.toArray(String[]::new));
  }

  private TermsStore terms() {
    return room().bank().backstage().terms();
  }

  private Instant now() {
    return room().bank().time.instant();
  }

  /** By the bank's clock, as the rest of this bank goes. */
  private String asked(Customer customer, BiFunction<SqlClient, Owner, Allocation.Outcome> ask) {
    var owner = new Owner(customer.contract(), customer.user());
    var outcome = Tx.in(room().bank().backstage().pool(), db -> ask.apply(db, owner));
    return outcome instanceof Allocation.Outcome.Refused(_, var reason)
        ? reason.name()
        : outcome.getClass().getSimpleName();
  }

  private String set(Fob fob, Customer customer) {
    var allocation = new Allocation(room().bank().backstage().pool(), terms());
    var serial = new SerialNumber(fob.serial());
    var none = new JsonObject();
    var id = customer.institution().id;
    return asked(
        customer, (db, owner) -> allocation.allocate(db, id, serial, owner, SOURCE, none, now()));
  }

  private String setNext(Customer customer) {
    var allocation = new Allocation(room().bank().backstage().pool(), terms());
    var id = customer.institution().id;
    return asked(
        customer,
        (db, owner) ->
            allocation
                .allocateNext(db, id, owner, null, SOURCE, now())
                .orElse(new Allocation.Outcome.UnknownUser(owner)));
  }

  @Test
  @DisplayName("a fob that nobody could ever start is not set aside: expired, or its make is over")
  default void neverOfUse() {
    var himeji = room().bank().institution("stock-never", makes(gm("GM")));
    var jiro = himeji.customer("c-never");
    var fob = Numbered.fob(room().bank(), "GM", 7);
    var end = now().plus(Duration.ofDays(1));
    Secrets.shownBy(List.of(fob), end);
    himeji.deliverKeys(List.of(PskcKey.of(fob, end)));
    room().bank().time.pass(Duration.ofDays(2));
    assertEquals("EXPIRED", set(fob, jiro));
    assertEquals("UnknownUser", setNext(jiro), "there is none");

    var other = Numbered.fob(room().bank(), "GM", 8);
    himeji.deliver(List.of(other));
    himeji.changeTerms(makes(gm("GM").put("start", OVER)));
    heardOf(himeji, other, Make::start);
    assertEquals("UnknownUser", setNext(jiro), "there is none that can be started");
    assertEquals("Allocated", set(other, jiro), "it may yet be exchanged to");
    Clerk.of(himeji, "keeper", Role.STOCK_KEEPER)
        .about(other.serial(), "withdrawFob")
        .with(WHY)
        .expect(200);
    himeji.changeTerms(makes(gm("GM").put("start", OVER).put("exchange", OVER)));
    heardOf(himeji, other, Make::exchange);
    assertEquals("MAKE_CLOSED", set(other, jiro));
    himeji.changeTerms(makes(gm("SY")));
    Waits.until("heard of", () -> terms().at(himeji.id, now()).make(other.serial()).isEmpty());
    assertEquals("UNKNOWN_MAKE", set(other, jiro));
  }

  private void heardOf(Institution institution, Fob fob, Function<Make, Period> period) {
    Waits.until(
        "heard of",
        () ->
            terms()
                .at(institution.id, now())
                .make(fob.serial())
                .filter(make -> period.apply(make).until() != null)
                .isPresent());
  }

  @Test
  @DisplayName(
      "a list takes no fob of a make whose longer prefix is closed, and none out of the box")
  default void listed(@TempDir Path folder) throws IOException {
    var closed = gm("GM0").put("start", OVER);
    var kobe = room().bank().institution("stock-longer", makes(gm("GM"), closed));
    var hanako = kobe.customer("c-longer");
    kobe.deliver(List.of(Numbered.fob(room().bank(), "GM", 9)));
    list(folder, hanako).expect(1);

    var sakai = room().bank().institution("stock-boxed", new JsonObject());
    var keeper = Clerk.of(sakai, "keeper", Role.STOCK_KEEPER);
    var jiro = sakai.customer("c-boxed");
    var boxed = sakai.deliver(6).stream().max(Comparator.comparing(Fob::serial)).orElseThrow();
    Storeroom.moving(keeper, serials(boxed), to("box", "B-LAST")).expect(200);
    var told = list(folder, jiro, "--box", "B-LAST").expect(0);
    assertEquals("c-boxed,user," + boxed.serial(), told.out().strip());
    var lost = list(folder, jiro, "--output", "/dev/full").expect(1);
    assertTrue(lost.err().contains("give the same list again"), lost.err());
    var file = folder.resolve("allocated.csv");
    list(folder, jiro, "--output", file.toString()).expect(0);
    assertEquals(told.out(), Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
