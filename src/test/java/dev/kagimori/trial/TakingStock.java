package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import dev.kagimori.stock.check.Takings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stations see against what the books say lies there. */
interface TakingStock {
  Institution minato();

  Clerk keeper();

  private void lay(List<Fob> fobs, String branch, String box) {
    var serials = fobs.stream().map(Fob::serial).toArray(String[]::new);
    var values =
        Tuple.tuple()
            .addString(minato().id)
            .addArrayOfString(serials)
            .addString(branch)
            .addString(box);
    minato()
        .bank
        .backstage()
        .pool()
        .preparedQuery(
            """
            UPDATE token SET branch = $3, box = $4, version = version + 1
            WHERE institution = $1 AND serial = ANY($2)
            """)
        .execute(values)
        .await();
  }

  private Set<String> differing(String taking, String kind) {
    var serials = new TreeSet<String>();
    var next = "";
    while (next != null) {
      var query = "difference=" + kind + "&last=7" + (next.isEmpty() ? "" : "&after=" + next);
      var page =
          keeper().call("getTaking").filled("taking", taking).query(query).expect(200).json();
      for (var difference : page.getJsonArray("differences"))
        serials.add(((JsonObject) difference).getString("serial"));
      next = page.getString("next");
    }
    return serials;
  }

  private static Set<String> serials(List<Fob> fobs) {
    return fobs.stream().map(Fob::serial).collect(Collectors.toSet());
  }

  private JsonArray open() {
    return keeper().call("getTakings").expect(200).json().getJsonArray("takings");
  }

  private JsonObject see(String taking, List<Fob> fobs) {
    var serials = new JsonArray(fobs.stream().map(Fob::serial).toList());
    return keeper()
        .call("seeFobs")
        .filled("taking", taking)
        .with(new JsonObject().put("serials", serials))
        .expect(200)
        .json();
  }

  @Test
  default void aStockTakingFindsExactlyWhatDiffers() {
    var box = minato().deliver(60);
    var elsewhere = minato().deliver(9);
    Storeroom.branch(keeper(), "B1", "一号店");
    lay(box, "B1", "BOX-1");
    lay(elsewhere, "B1", "BOX-2");
    var place = new JsonObject().put("branch", "B1").put("box", "BOX-1");
    var opened = keeper().call("openTaking").with(place).expect(201).json();
    assertEquals(60, opened.getInteger("expected"));
    var taking = opened.getString("taking");
    assertTrue(open().contains(opened), "listed while it is open");
    see(taking, box.subList(0, 30));
    see(taking, box.subList(20, 50)); // another station, which saw some of them too
    var counts = see(taking, elsewhere);
    assertEquals(50, counts.getInteger("found"));
    assertEquals(10, counts.getInteger("missing"));
    assertEquals(9, counts.getInteger("surplus"));
    assertEquals(serials(box.subList(50, 60)), differing(taking, "MISSING"));
    assertEquals(serials(elsewhere), differing(taking, "SURPLUS"));
    var closed = keeper().call("closeTaking").filled("taking", taking).send().expect(200).json();
    assertEquals(10, closed.getInteger("missing"));
    assertEquals("staff:keeper", closed.getString("closedBy"));
    assertTrue(
        open().stream().noneMatch(one -> ((JsonObject) one).getString("taking").equals(taking)));
    assertEquals(serials(box.subList(50, 60)), differing(taking, "MISSING"));
    var late =
        keeper()
            .call("seeFobs")
            .filled("taking", taking)
            .with(new JsonObject().put("serials", List.of("GM00000001")))
            .expect(ProblemCode.WRONG_STATE);
    assertEquals("CLOSED", late.text("state"));
  }

  @Test
  default void howManyATakingMayHaveIsTold() {
    Storeroom.branch(keeper(), "B9", "九号店");
    var place = new JsonObject().put("branch", "B9");
    var taking = keeper().call("openTaking").with(place).expect(201).text("taking");
    minato()
        .bank
        .backstage()
        .pool()
        .preparedQuery("UPDATE taking SET surplus = $3 WHERE institution = $1 AND taking = $2")
        .execute(Tuple.of(minato().id, UUID.fromString(taking), Takings.SURPLUS_MAX))
        .await();
    var refused =
        keeper()
            .call("seeFobs")
            .filled("taking", taking)
            .with(new JsonObject().put("serials", List.of("GM00000001")))
            .expect(ProblemCode.MALFORMED);
    assertTrue(refused.body().contains("" + Takings.SURPLUS_MAX), refused.body());
    keeper().call("closeTaking").filled("taking", taking).send().expect(200);
  }

  @Test
  default void aStockTakingIsOfSomePlaceAndOfTheInstitutionsOwn() {
    keeper().call("openTaking").with(new JsonObject()).expect(ProblemCode.MALFORMED);
    var other =
        Clerk.of(minato().bank.institution("others", new JsonObject()), "k", Role.STOCK_KEEPER);
    for (var nowhere : List.of("branch", "box", "shelf"))
      other
          .call("openTaking")
          .with(new JsonObject().put(nowhere, "NONE"))
          .expect(ProblemCode.MALFORMED);
    var headOffice = new JsonObject().put("branch", "HQ");
    var taking = other.call("openTaking").with(headOffice).expect(201).text("taking");
    keeper().call("getTaking").filled("taking", taking).expect(ProblemCode.NOT_FOUND);
    keeper().call("closeTaking").filled("taking", taking).expect(ProblemCode.NOT_FOUND);
  }
}
