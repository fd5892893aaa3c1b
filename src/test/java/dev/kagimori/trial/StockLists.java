package dev.kagimori.trial;

import static dev.kagimori.trial.Storeroom.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What fobs are looked for by. */
interface StockLists {
  Storeroom room();

  @Test
  @DisplayName("lists go on where they ended, by each index and beside it")
  default void lists() {
    var room = room();
    var fobs = room.minato().deliver(25).stream().map(Fob::serial).sorted().toList();
    var range = new JsonObject().put("from", fobs.getFirst()).put("to", fobs.getLast());
    room.move(new JsonObject().put("serials", new JsonArray(fobs)), to("box", "LIST"));
    assertEquals(fobs, paged("box=LIST&limit=7"));
    assertEquals(fobs, paged("box=LIST&state=IN_STOCK&inspection=UNCHECKED&limit=7"));
    assertEquals(List.of(), paged("box=LIST&inspection=DEFECTIVE"));
    assertTrue(paged("state=IN_STOCK&limit=9").containsAll(fobs));
    assertTrue(paged("make=" + fobs.getFirst().substring(0, 4)).contains(fobs.getFirst()));
    room.move(range, to("branch", "NAGOYA"));
    assertTrue(paged("branch=NAGOYA&limit=9").containsAll(fobs));
    assertTrue(paged("branch=NAGOYA&state=IN_STOCK").containsAll(fobs));
    assertFalse(paged("branch=HQ").contains(fobs.getFirst()));
    room.keeper().call("listFobs").query("after=?").expect(400);
  }

  @Test
  @DisplayName("a box may have the name of its branch")
  default void namesakes() {
    var fob = room().minato().deliver(1).getFirst();
    room().move(Storeroom.serials(fob), to("branch", "NAGOYA").put("box", "NAGOYA"));
    var serial = List.of(fob.serial());
    assertEquals(serial, paged("box=NAGOYA&branch=NAGOYA"));
    assertEquals(serial, paged("box=NAGOYA&branch=NAGOYA&inspection=UNCHECKED"));
  }

  private List<String> paged(String query) {
    var all = new ArrayList<String>();
    String next = "";
    while (next != null) {
      var page =
          room()
              .keeper()
              .call("listFobs")
              .query(query + (next.isEmpty() ? "" : "&after=" + next))
              .expect(200)
              .json();
      for (var fob : page.getJsonArray("fobs")) all.add(((JsonObject) fob).getString("serial"));
      next = page.getString("next");
    }
    return all;
  }

  @Test
  @DisplayName("a branch, a box or a delivery that is not in the books is named, not empty")
  default void notInTheBooks() {
    for (var query : List.of("branch=NAGOYYA", "box=NO-BOX", "delivery=99"))
      assertPointer("/" + query.replaceFirst("=.*", ""), "listFobs", query);
    assertPointer("/branch", "countFobs", "branch=NAGOYYA");
    var range = to("from", "ZZ00000000").put("to", "ZZ99999999");
    for (var fobs : List.of(to("box", "NO-BOX"), new JsonObject().put("delivery", 99), range)) {
      var pointer = "/fobs/" + fobs.fieldNames().iterator().next();
      var moving = Storeroom.moving(room().keeper(), fobs, to("shelf", "A1"));
      assertEquals(pointer, pointer(moving.expect(ProblemCode.MALFORMED)));
      var scrap = Storeroom.WHY.copy().put("fobs", fobs).put("reason", "DEFECT");
      var scrapping = room().keeper().call("scrapFobs").with(scrap);
      assertEquals(pointer, pointer(scrapping.expect(ProblemCode.MALFORMED)));
    }
  }

  private void assertPointer(String pointer, String operation, String query) {
    var refused = room().keeper().call(operation).query(query).expect(ProblemCode.MALFORMED);
    assertEquals(pointer, pointer(refused));
    assertTrue(refused.body().contains("帳簿"), refused.body());
  }

  private static String pointer(Reply refused) {
    return refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
  }
}
