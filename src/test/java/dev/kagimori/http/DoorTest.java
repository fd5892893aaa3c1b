package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorTest {
  @ParameterizedTest
  @CsvSource({
    "/v1,                 FRONT_END",
    "/v1/,                FRONT_END",
    "/v1/contracts/c,     FRONT_END",
    "/v1/staffing,        FRONT_END",
    "/v1/staff,           STAFF",
    "/v1/staff/approvals, STAFF",
    "/app/v1,             APP",
    "/app/v1/time,        APP",
  })
  void ofSeveralPrefixesTheLongestWins(String path, Door door) {
    assertEquals(Optional.of(door), Door.of(path));
  }

  @ParameterizedTest
  @CsvSource({"/", "/v10", "/v2/staff", "/app", "/app/v10/time", "/docs"})
  void whatIsNoDoorsIsAPage(String path) {
    assertEquals(Optional.empty(), Door.of(path));
  }

  @Test
  void aDoorThatForgetsItsCredentialsDoesNotOpen() {
    Credentials nobody = _ -> Future.succeededFuture(Optional.empty());
    for (var credentials :
        List.of(
            Map.of(Door.FRONT_END, nobody),
            Map.of(
                Door.FRONT_END, nobody, Door.STAFF, nobody, Door.STOCK, nobody, Door.APP, nobody)))
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new HttpFrontend.Parts(List::of, credentials, () -> true, new SimpleMeterRegistry()));
  }
}
