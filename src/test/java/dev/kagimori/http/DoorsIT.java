package dev.kagimori.http;

import static dev.kagimori.http.Frontend.KEY;
import static dev.kagimori.http.Frontend.STAFF_KEY;
import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is let in where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsIT {
  private static final String TIME = "/app/v1/time";

  private Frontend frontend;

  @BeforeAll
  void open() {
    frontend = new Frontend(Limits.DEFAULT);
  }

  @BeforeEach
  void clear() {
    frontend.calls.clear();
    frontend.routes.clear();
    frontend.routes.put(
        "getTime", _ -> Answer.ok(new JsonObject().put("now", "2026-11-21T10:00:07.120+09:00")));
  }

  @AfterAll
  void close() {
    frontend.close();
  }

  private RawHttp.Reply by(String key, String path) {
    return frontend.get(path, "Authorization: Bearer " + key + "\r\n");
  }

  private static void assertRefused(Door door, ProblemCode code, RawHttp.Reply reply) {
    Contract.checkProblem(door, code, reply.status(), reply.body());
  }

  @Test
  void eachKeyOpensItsOwnDoorAlone() {
    frontend.routes.put("getUser", _ -> Answer.refused(ProblemCode.NOT_REGISTERED));
    assertEquals(409, by(KEY, USER).status());
    assertRefused(Door.FRONT_END, ProblemCode.UNAUTHENTICATED, by(STAFF_KEY, USER));
    for (var path : new String[] {"/v1/staff", "/v1/staff/nothing", "/v1/%73taff/nothing"}) {
      assertRefused(Door.STAFF, ProblemCode.UNAUTHENTICATED, by(KEY, path));
      assertRefused(Door.STAFF, ProblemCode.UNAUTHENTICATED, frontend.get(path, ""));
      assertRefused(Door.STAFF, ProblemCode.NOT_FOUND, by(STAFF_KEY, path));
    }
    assertRefused(Door.FRONT_END, ProblemCode.NOT_FOUND, by(KEY, "/v1/staffing"));
  }

  @Test
  void aPathThatTriesToSlipFromOneDoorToAnotherIsFoundAtNone() {
    for (var path : new String[] {"/v1/staff/../contracts/c-1", "/app/v1/../../v1/staff/x"})
      assertTrue(by(STAFF_KEY, path).status() >= 400, path);
    assertEquals(404, by(STAFF_KEY, "/v1/staff//nothing").status());
    assertEquals(404, frontend.get("/app/v1//time", "").status());
    for (var path : new String[] {"/app/v1/%2e%2E/.%2e/v1/staff/account", "/v1/staff/%2E/account"})
      assertEquals(404, by(STAFF_KEY, path).status(), path);
    assertTrue(frontend.calls.isEmpty());
  }

  @Test
  void thePublicDoorAsksNobodyWhoTheyAre() throws Exception {
    for (var headers :
        new String[] {"", "Authorization: Bearer wrong\r\n", "Authorization: Basic x\r\n"}) {
      var reply = frontend.get(TIME, headers);
      assertEquals(200, reply.status());
      Contract.check("getTime", reply.status(), reply.body());
      var caller = frontend.calls.remove().caller();
      assertEquals("", caller.institution());
      assertEquals("app", caller.client());
    }
    assertRefused(Door.APP, ProblemCode.NOT_FOUND, frontend.get("/app/v1/nothing", ""));
    var reply = frontend.send("POST", TIME, "", "{}");
    assertRefused(Door.APP, ProblemCode.METHOD_NOT_ALLOWED, reply);
    assertEquals("GET", reply.header("allow"));
  }

  @Test
  void aCrowdAtThePublicDoorTakesNoPlaceOfTheBanks() throws Exception {
    var release = Promise.<Void>promise();
    frontend.routes.put(
        "getTime",
        _ -> {
          release.future().await();
          return Answer.refused(ProblemCode.S0K1);
        });
    frontend.routes.put("getUser", _ -> Answer.refused(ProblemCode.NOT_REGISTERED));
    int places = Limits.DEFAULT.besideInFlight();
    var waiting = new ArrayList<RawHttp>();
    try {
      for (int i = 0; i < places; i++) {
        var connection = frontend.connect();
        waiting.add(connection);
        connection.write("GET " + TIME + " HTTP/1.1\r\nHost: t\r\n\r\n");
      }
      for (int i = 0; i < places; i++)
        assertFalse(frontend.calls.poll(10, TimeUnit.SECONDS) == null, "at work: " + i);
      var refused = frontend.get(TIME, "");
      assertRefused(Door.APP, ProblemCode.OVERLOADED, refused);
      assertEquals("1", refused.header("retry-after"));
      assertEquals(409, by(KEY, USER).status());
      release.complete();
      for (var connection : waiting) assertRefused(Door.APP, ProblemCode.S0K1, connection.reply());
    } finally {
      release.tryComplete();
      waiting.forEach(RawHttp::close);
    }
  }

  @Test
  void eachDoorShowsItsContractAndTheWayToTheOthers() {
    for (var door : Door.values()) {
      var page = frontend.get(door.page(), "").body();
      assertTrue(page.contains("data-document=\"" + door.document() + "\""), page);
      for (var other : Door.values()) assertTrue(page.contains("href=\"" + other.page() + "\""));
      assertTrue(frontend.get(door.document(), "").body().startsWith("openapi: 3.1.0"));
    }
    var problems = frontend.get("/docs/problems", "").body();
    for (var code : ProblemCode.values()) assertTrue(problems.contains("id=\"" + code + "\""));
  }
}
