package dev.kagimori.trial;

import static dev.kagimori.trial.Storeroom.WHY;
import static dev.kagimori.trial.Storeroom.serials;
import static dev.kagimori.trial.Storeroom.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What branches use, and for how long that lasts. */
interface StockUse {
  Storeroom room();

  @Test
  @DisplayName("a branch is low when what it gave in ninety days would use its stock up too soon")
  default void low() {
    var room = room();
    var osaka = room.bank().institution("stock-low", new JsonObject());
    var clerk = Clerk.of(osaka, "keeper", Role.STOCK_KEEPER);
    var fobs = osaka.deliver(10);
    Storeroom.moving(clerk, serials(fobs.toArray(Fob[]::new)), to("branch", "HQ")).expect(200);
    assertEquals(0, clerk.call("getLowStock").expect(200).json().getInteger("low"));
    for (int n = 0; n < 8; n++) osaka.allocate(fobs.get(n), osaka.customer("c-low" + n));
    var report = clerk.call("getLowStock").expect(200).json();
    assertEquals(1, report.getInteger("low"), report::encode);
    var line = report.getJsonArray("lines").getJsonObject(0);
    assertEquals("SY", line.getString("make"), report::encode);
    assertEquals(0, line.getInteger("stock"));
    assertEquals(3, line.getInteger("used"));
    assertEquals(0, line.getInteger("daysLeft"));
    var again =
        fobs.stream().filter(fob -> fob.serial().startsWith("SY")).findFirst().orElseThrow();
    clerk.about(again.serial(), "withdrawFob").with(WHY).expect(200);
    assertEquals(0, clerk.call("getLowStock").expect(200).json().getInteger("low"));
    var counts = clerk.call("countFobs").expect(200).json();
    assertEquals(10, counts.getInteger("fobs"));
    assertEquals(3, counts.getJsonObject("states").getInteger("IN_STOCK"));
    assertEquals(room.wrong(osaka), List.of());
    assertTrue(clerk.call("getBatteryReport").expect(200).json().containsKey("deliveries"));
  }

  @Test
  @DisplayName(
      "what is taken back is taken off the branch and day it was added to, wherever it lies")
  default void takenBack() {
    var room = room();
    var sakai = room.bank().institution("stock-use", new JsonObject());
    var clerk = Clerk.of(sakai, "keeper", Role.STOCK_KEEPER);
    Storeroom.branch(clerk, "NAGOYA", "名古屋支店");
    var fobs = sakai.deliver(2);
    var jiro = sakai.customer("c-use");
    Storeroom.moving(clerk, serials(fobs.toArray(Fob[]::new)), to("branch", "HQ")).expect(200);
    Storeroom.allocate(clerk, fobs.get(0), jiro, 200);
    assertEquals(List.of("HQ 1"), used(clerk));
    room.bank().time.pass(Duration.ofDays(1));
    Storeroom.moving(clerk, serials(fobs.get(0)), to("branch", "NAGOYA")).expect(200);
    clerk.about(fobs.get(0).serial(), "withdrawFob").with(WHY).expect(200);
    assertEquals(List.of(), used(clerk));
    assertEquals(List.of(), room.wrong(sakai));
    Storeroom.allocate(clerk, fobs.get(0), jiro, 200);
    assertEquals(List.of("NAGOYA 1"), used(clerk));
    Storeroom.moving(clerk, serials(fobs.get(0)), to("branch", "HQ")).expect(200);
    clerk.about(fobs.get(0).serial(), "withdrawFob").with(WHY).expect(200);
    Storeroom.allocate(clerk, fobs.get(1), jiro, 200);
    assertEquals(List.of("HQ 1"), used(clerk));
    assertEquals(List.of(), room.wrong(sakai));
  }

  @Test
  @DisplayName("where only checked fobs go out, the others do not count as stock")
  default void checkedOnly() {
    var checkedOnly = new JsonObject().put("checkedOnly", true);
    var kobe =
        room().bank().institution("stock-checked", new JsonObject().put("stock", checkedOnly));
    var clerk = Clerk.of(kobe, "keeper", Role.STOCK_KEEPER);
    var fobs = kobe.deliver(4);
    var dark = new JsonArray();
    for (var fob : fobs.subList(1, 3))
      dark.add(new JsonObject().put("serial", fob.serial()).put("dark", "SILENT"));
    var good =
        new JsonObject()
            .put("serial", fobs.getFirst().serial())
            .put("code", fobs.getFirst().pressForCode(room().bank().time.instant()));
    clerk.call("checkFobs").with(new JsonObject().put("readings", dark.add(good))).expect(200);
    long stock = 0;
    for (var line : clerk.call("getLowStock").expect(200).json().getJsonArray("lines"))
      stock += ((JsonObject) line).getInteger("stock");
    assertEquals(1, stock);
  }

  private static List<String> used(Clerk clerk) {
    var used = new ArrayList<String>();
    for (var line : clerk.call("getLowStock").expect(200).json().getJsonArray("lines"))
      if (line instanceof JsonObject one && one.getInteger("used") != 0)
        used.add(one.getString("branch") + " " + one.getInteger("used"));
    return used;
  }
}
