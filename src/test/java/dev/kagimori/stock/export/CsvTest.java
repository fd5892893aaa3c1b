package dev.kagimori.stock.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves as CSV does no harm where it is opened. */
class CsvTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "＝1", "  =cmd", "\r=1"})
  void noValueBeginsAFormula(String value) {
    var field = Csv.field(value);
    assertEquals('\'', field.charAt(field.charAt(0) == '"' ? 1 : 0), field);
  }

  @Test
  void separatorsAndQuotesAreQuoted() {
    assertEquals("\"a,b\"", Csv.field("a,b"));
    assertEquals("\"a\"\"b\"", Csv.field("a\"b"));
    assertEquals("\"a\nb\"", Csv.field("a\nb"));
    assertEquals("GM12345678", Csv.field("GM12345678"));
    assertEquals("", Csv.field(null));
    assertEquals("", Csv.field(""));
  }

  @Test
  void aFilterNamesOneThingAndComesBackAsItWas() {
    var filter = new SeedFilter(Optional.empty(), List.of("GM000001"), Optional.empty(), true);
    assertEquals(filter, SeedFilter.read(filter.toJson()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SeedFilter(Optional.of("d"), List.of("GM000001"), Optional.empty(), false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SeedFilter(Optional.empty(), List.of(), Optional.empty(), false));
  }
}
