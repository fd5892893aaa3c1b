package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator types: it does the same, and says what is wrong with what was typed. */
interface StockAtTheCommandLine {
  Storeroom room();

  @Test
  @DisplayName("the command line does the same")
  default void commands() {
    var room = room();
    var fob = room.minato().deliver(1).getFirst();
    var jiro = room.minato().customer("c-cli");
    var serial = fob.serial();
    room.stock("branch-add", "CLI", "窓口").expect(0);
    assertTrue(
        room.stock("move", "--serials", serial, "--to-branch", "NONE")
            .expect(1)
            .err()
            .contains("branch-add"));
    room.stock("move", "--serials", serial, "--to-branch", "CLI", "--to-box", "B-CLI").expect(0);
    assertTrue(room.stock("fobs", "--box", "B-CLI").expect(0).out().contains(serial));
    room.allocate(fob, jiro, 200);
    room.stock("withdraw", serial, "--why", "mistyped").expect(0);
    room.allocate(fob, jiro, 200);
    room.stock("ship", serial).expect(0);
    room.stock("hand-over", serial, "c-cli", "user", "--identity", "known").expect(1);
    room.stock("return", serial, "--shelf", "r-9", "--why", "address unknown").expect(0);
    assertEquals("R-9", room.sheet(fob).getString("shelf"));
    assertTrue(room.stock("return", serial, "--why", "again").expect(1).out().contains("IN_STOCK"));
    room.stock("scrap", "--serials", serial, "--reason", "DEFECT", "--why", "broken").expect(0);
    var shown = new JsonObject(room.stock("show", serial, "--json").expect(0).out());
    assertEquals("RETIRED", shown.getString("state"));
    assertTrue(
        shown.getJsonArray("movements").getJsonObject(0).getString("by").startsWith("operator:"));
    for (var look : List.of("count", "branches", "low", "battery"))
      assertFalse(room.stock(look).expect(0).out().isBlank());
    room.stock("show", "GM00000000").expect(1);
  }

  @Test
  @DisplayName("whose fob is shipped is told by mail")
  default void shippingByMail() {
    var fob = room().minato().deliver(1).getFirst();
    room().allocate(fob, room().minato().customer("c-mail", "jiro@example.jp"), 200);
    room().stock("ship", fob.serial()).expect(0);
    var mails =
        room()
            .bank()
            .backstage()
            .pool()
            .preparedQuery("SELECT kind FROM mail WHERE institution = $1 AND contract = 'c-mail'")
            .execute(Tuple.of(room().minato().id))
            .await();
    assertEquals("SHIPPED", mails.iterator().next().getString("kind"));
    assertEquals(1, mails.size());
  }

  /** How a command ended, and that it named its option and no fault. */
  private void assertEnds(int status, String option, String... arguments) {
    var told = room().stock(arguments).expect(status);
    assertTrue(told.err().contains(option), told.err());
    assertTrue(told.err().matches("(?s).*[ぁ-ん].*"), told.err());
    assertFalse(told.err().contains("Exception"), told.err());
    assertEquals("", told.out());
  }

  @Test
  @DisplayName("a place that is not in the books is named by its option, and not taken for empty")
  default void mistyped() {
    for (var name : List.of("--box=NO-BOX", "--delivery=99", "--range=ZZ000000..ZZ999999")) {
      var option = name.replaceFirst("=.*", "");
      assertEnds(1, option, "move", name, "--to-shelf", "A1");
      assertEnds(1, option, "scrap", name, "--reason", "DEFECT", "--why", "broken");
    }
    for (var name : List.of("--branch=NOWHERE", "--box=NO-BOX", "--delivery=99"))
      assertEnds(1, name.replaceFirst("=.*", ""), "fobs", name);
    assertEnds(1, "--branch", "count", "--branch", "NOWHERE");
    assertEnds(1, "--to-branch", "return", "GM00000000", "--to-branch", "NONE", "--why", "back");
  }

  @Test
  @DisplayName("what can't be is wrong use, and names its option")
  default void wrongUse() {
    assertEnds(2, "--limit", "fobs", "--limit=-1");
    assertEnds(2, "--limit", "fobs", "--limit=501");
    assertEnds(2, "--after", "fobs", "--after", "?");
    assertEnds(2, "--to-shelf", "move", "--box", "B", "--to-shelf", "棚");
    assertEnds(2, "--to-branch", "move", "--box", "B");
    var why = "x".repeat(501);
    assertEnds(2, "--why", "scrap", "--box", "B", "--reason", "DEFECT", "--why", why);
  }

  @Test
  @DisplayName("places are understood as they are typed, full-width and lower-case too")
  default void spelling() {
    var fob = room().minato().deliver(1).getFirst();
    var to = List.of("--to-branch", "ｎａｇｏｙａ", "--to-box", "ｂー7");
    room().stock("move", "--serials", fob.serial(), to.get(0), to.get(1), to.get(2), to.get(3));
    assertEquals("B-7", room().sheet(fob).getString("box"));
    assertEquals("NAGOYA", room().sheet(fob).getString("branch"));
    assertTrue(room().stock("fobs", "--box", "Ｂ－７").expect(0).out().contains(fob.serial()));
  }

  @Test
  @DisplayName("an institution that is not known is told in a sentence")
  default void noSuchInstitution() {
    var why = List.of("--why", "broken");
    for (var command :
        List.of(
            List.of("branch-add", "X", "x"),
            List.of("move", "--box", "B", "--to-box", "C"),
            List.of("scrap", "--box", "B", "--reason", "DEFECT", why.get(0), why.get(1)),
            List.of("return", "GM00000000", why.get(0), why.get(1)),
            List.of("withdraw", "GM00000000", why.get(0), why.get(1)),
            List.of("ship", "GM00000000"),
            List.of("fobs"))) {
      var arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--institution", "nobank"));
      var told = room().operator().stock(arguments.toArray(String[]::new)).expect(1);
      assertTrue(told.err().contains("金融機関 nobank はありません"), told.err());
      assertFalse(told.err().contains("Exception"), told.err());
    }
  }
}
