package dev.kagimori.institution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kagimori.institution.TermsDifference.Change;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsDifferenceTest {
  private static List<String> lines(JsonObject before, JsonObject after) {
    return TermsDifference.between(before, after).stream().map(Change::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"wrongCodesMax\":5} | {\"wrongCodesMax\":4} | ~ wrongCodesMax: 5 -> 4",
        "{} | {\"hardwareIssue\":true} | + hardwareIssue: true",
        "{\"hardwareIssue\":true} | {} | - hardwareIssue: true",
        "{\"limits\":{\"withoutOtp\":1}} | {\"limits\":{\"withoutOtp\":2}}"
            + " | ~ limits.withoutOtp: 1 -> 2",
        "{\"offered\":[\"START\"]} | {\"offered\":[\"START\",\"STOP\"]}"
            + " | ~ offered: [\"START\"] -> [\"START\",\"STOP\"]",
        "{} | {\"channels\":[]} | + channels: []"
      })
  void eachPlaceIsALine(String before, String after, String line) {
    assertEquals(List.of(line), lines(new JsonObject(before), new JsonObject(after)));
  }

  @Test
  void theSameTermsDifferNowhereAndAnyTwoInstitutionsSomewhere() {
    for (var one : TermsFile.SHIPPED)
      for (var other : TermsFile.SHIPPED) {
        var lines = lines(TermsFile.shipped(one), TermsFile.shipped(other));
        if (one.equals(other)) assertEquals(List.of(), lines);
        else assertNotEquals(List.of(), lines);
      }
  }

  @Test
  void makesAreToldByTheirPrefixWhateverTheirOrder() {
    var before = TermsFile.shipped("minato");
    var after = before.copy();
    var makes = after.getJsonArray("makes").copy();
    after.put("makes", new JsonArray(makes.stream().toList().reversed()));
    assertEquals(List.of(), lines(before, after));
    after.getJsonArray("makes").getJsonObject(0).put("digits", 8);
    var last = before.getJsonArray("makes").getJsonObject(makes.size() - 1).getString("prefix");
    var places = TermsDifference.between(before, after).stream().map(Change::place).toList();
    assertEquals(List.of("makes." + last + ".digits"), places);
  }
}
