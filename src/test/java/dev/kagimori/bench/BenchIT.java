package dev.kagimori.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as an operator types it, for a second; how fast it was is not looked at. */
class BenchIT {
  @TempDir private static Path data;

  private static final List<String> SHORT =
      List.of("--tokens", "3000", "--connections", "8", "--seconds", "1", "--warm-up", "0.5");

  @Test
  void theServiceIsComparedWithItsDatabase() throws IOException, InterruptedException {
    var json =
        run(
            "--compare-database",
            "--rounds",
            "2",
            "--driver",
            "java",
            "--database-connections",
            "2,4");
    assertEquals(2, json.getJsonArray("rounds").size());
    for (var round : json.getJsonArray("rounds")) {
      var figures = (JsonObject) round;
      double service = figures.getDouble("service");
      double database = figures.getDouble("database");
      assertTrue(service > 0 && database > 0, figures::encode);
      assertEquals(service / database, figures.getDouble("ratio"), 0.001);
    }
    assertTrue(
        json.getJsonObject("ratio").fieldNames().containsAll(Set.of("median", "min", "max")));
  }

  @Test
  void everyKindOfLoadBringsWhatItShould() throws IOException, InterruptedException {
    var picture = data.resolve("picture.svg");
    var mixed = run("--mix", "mixed", "--picture", picture.toString());
    assertTrue(first(mixed).getLong("ACCEPTED") > 0, mixed::encode);
    var starts = run("--mix", "start", "--reference");
    assertTrue(first(starts).getLong("STARTED") > 0, starts::encode);
    assertTrue(Files.readString(picture).startsWith("<svg "));
    var offered = run("--rate", "50,100", "--arrivals", "poisson");
    assertEquals(2, offered.getJsonArray("runs").size());
  }

  @ParameterizedTest
  @CsvSource({
    "--tokens=7, --tokens",
    "--mix=verfy, --mix",
    "--driver=odbc, --driver",
    "--arrivals=late, --arrivals",
    "--compare-sizes=9000, --compare-sizes",
    "--url=ftp://localhost, --url"
  })
  void aWrongOptionIsNamedInBothLanguages(String option, String name)
      throws IOException, InterruptedException {
    var ended = BenchProcess.run(data.resolve("nothing"), option);
    assertEquals(1, ended.status(), ended::printed);
    assertEquals(2, ended.printed().lines().filter(line -> line.contains(name)).count());
    assertTrue(ended.printed().contains("ください"), ended::printed);
  }

  private static JsonObject first(JsonObject figures) {
    return figures.getJsonArray("runs").getJsonObject(0).getJsonObject("outcomes");
  }

  private static JsonObject run(String... options) throws IOException, InterruptedException {
    var json = data.resolve("figures.json");
    var all = new ArrayList<>(SHORT);
    all.addAll(List.of(options));
    all.addAll(List.of("--json", json.toString()));
    var ended = BenchProcess.run(data, all.toArray(String[]::new));
    assertEquals(0, ended.status(), ended::printed);
    var figures = new JsonObject(Files.readString(json));
    assertEquals(0, figures.getLong("unexpected"));
    assertEquals(0, figures.getLong("deadlocks"));
    return figures;
  }
}
