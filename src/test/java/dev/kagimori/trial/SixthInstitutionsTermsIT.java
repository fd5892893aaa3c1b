package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The institution that {@code docs/terms.md} makes up, as its operator brings it about. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SixthInstitutionsTermsIT {
  @TempDir static Path directory;
  private static Tsubaki tsubaki;
  private static TestBank bank;
  private static Operator operator;
  private static Path file;

  @BeforeAll
  static void open() throws IOException {
    tsubaki = Tsubaki.open(directory);
    bank = tsubaki.bank();
    operator = tsubaki.operator();
    file = tsubaki.file();
  }

  @AfterAll
  static void close() {
    tsubaki.close();
  }

  @Test
  @Order(1)
  @DisplayName("the file is checked, and an institution added by it; it can be shown again")
  void added() throws IOException {
    Operator.terms("check", file.toString()).expect(0);
    var told = operator.institution("add", "tsubaki-new", "--terms", file.toString()).expect(0);
    var serviceId = Institutions.serviceId(bank.backstage().pool(), "tsubaki-new").orElseThrow();
    assertTrue(told.out().contains(serviceId), told.out());
    var shown = operator.termsHere("show", "tsubaki-new").expect(0).out();
    assertEquals(TermsFile.read(file), new JsonObject(shown));
    var again = Files.writeString(directory.resolve("shown.json"), shown);
    var applied = operator.termsHere("apply", "tsubaki-new", again.toString()).expect(0);
    assertTrue(applied.out().contains("no difference"), applied.out());
  }

  @Test
  @Order(2)
  @DisplayName("a change is shown and asked about; only yes puts it in force")
  void applied() {
    var asked = operator.termsAnswering("no", "apply", "tsubaki", file.toString()).expect(1);
    assertTrue(asked.out().contains("~ loginOtp: CHOICE -> ALWAYS"), asked.out());
    assertTrue(asked.out().contains("+ setupAtLogin: true"), asked.out());
    assertTrue(asked.out().contains("- makes.KG.digits: 6"), asked.out());
    assertTrue(asked.err().contains("Nothing was changed"), asked.err());
    assertFalse(operator.termsHere("show", "tsubaki").out().contains("椿"));
    tsubaki.apply();
    assertTrue(operator.termsHere("show", "tsubaki").out().contains("椿"));
    assertEquals(1, audited());
  }

  @Test
  @Order(3)
  @DisplayName("terms in the past are refused, terms to come are kept until their day")
  void effectiveDates() throws IOException {
    var path = changed("wrongCodesMax", 4);
    var past =
        operator
            .termsHere("apply", "tsubaki", path, "--yes", "--from", "2020-01-01T00:00:00+09:00")
            .expect(1);
    assertTrue(past.err().contains("--from has to lie ahead"), past.err());
    var day = "2099-04-01T00:00:00+09:00";
    operator.termsHere("apply", "tsubaki", path, "--yes", "--from", day).expect(0);
    assertEquals(3, shown("tsubaki").getInteger("wrongCodesMax"));
    assertEquals(4, shown("tsubaki", "--at", day).getInteger("wrongCodesMax"));
    var versions = operator.termsHere("show", "tsubaki", "--versions").expect(0).out();
    assertEquals(3, versions.lines().count(), versions);
    assertTrue(versions.contains(Times.text(Instant.parse("2099-03-31T15:00:00Z"))), versions);
  }

  @Test
  @Order(4)
  @DisplayName("a file that will not do is refused with its place, and so is a bank nobody knows")
  void refused() throws IOException {
    var low = changed("wrongCodesMax", 2);
    for (var told :
        List.of(
            Operator.terms("check", low).expect(1),
            operator.termsHere("apply", "tsubaki", low, "--yes").expect(1)))
      assertTrue(told.err().contains("wrongCodesMax"), told.err());
    var contradiction = changed("loginOtp", "NEVER");
    var told = Operator.terms("check", contradiction).expect(1);
    assertTrue(told.err().contains("terms.loginOtp"), told.err());
    var unknown = operator.termsHere("apply", "nobody", file.toString(), "--yes").expect(1);
    assertTrue(unknown.err().contains("no institution nobody"), unknown.err());
    operator.termsHere("apply", "tsubaki", file.toString(), "--from", "tomorrow").expect(2);
    assertEquals(3, shown("tsubaki").getInteger("wrongCodesMax"));
  }

  private static long audited() {
    return bank.backstage()
        .pool()
        .preparedQuery(
            """
            SELECT count(*) FROM audit
            WHERE institution = $1 AND action = 'TERMS' AND client LIKE 'operator:%'
            """)
        .execute(Tuple.of(tsubaki.institution().id))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private static JsonObject shown(String institution, String... more) {
    var arguments =
        more.length == 0
            ? new String[] {"show", institution}
            : new String[] {"show", institution, more[0], more[1]};
    return new JsonObject(operator.termsHere(arguments).expect(0).out());
  }

  /** The sixth institution's file with one key changed. */
  private static String changed(String key, Object value) throws IOException {
    var json = TermsFile.read(file).put(key, value);
    return Files.writeString(directory.resolve(key + "-" + value + ".json"), json.encode())
        .toString();
  }
}
