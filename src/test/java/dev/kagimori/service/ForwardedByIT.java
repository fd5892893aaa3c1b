package dev.kagimori.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.database.Superuser;
import dev.kagimori.http.Listen;
import dev.kagimori.http.TrustedPeers;
import dev.kagimori.institution.Institutions;
import dev.kagimori.phone.Device;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients behind a balancer, one instance that believes it and one that does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedByIT {
  private static final int A_MINUTE = 60;
  private static final String X = "203.0.113.7";
  private static final String Y = "2001:db8:0:1:0:0:0:1";

  @TempDir static Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Device phone = new Device();
  private RunningKagimori kagimori;
  private Service behind;

  @BeforeAll
  void open() {
    kagimori = RunningKagimori.start(directory, 1);
    Secrets.database(directory.resolve("database"));
    Secrets.masterKey(kagimori.masterKey());
    var balancer = TrustedPeers.parse("--forwarded-by", List.of("127.0.0.0/8", "::1/128"));
    behind =
        Service.start(
            Settings.of(
                    kagimori.backstage().database().service(),
                    kagimori.masterKey(),
                    Listen.on("127.0.0.1", 0).withForwardedBy(balancer),
                    Listen.on("127.0.0.1", 0))
                .withClock(kagimori.time()));
  }

  @AfterAll
  void close() {
    http.close();
    behind.close();
    kagimori.close();
  }

  @Test
  void anAddressThatCallsTooOftenShutsNobodyElseOut() throws Exception {
    var bank = bank(new JsonObject());
    for (int n = 0; n < A_MINUTE; n++) assertEquals(422, renew(behind.port(), bank, X));
    assertEquals(429, renew(behind.port(), bank, X));
    assertEquals(422, renew(behind.port(), bank, Y));
    assertEquals(429, renew(behind.port(), bank, Y + ", " + X));
    assertEquals(422, renew(behind.port(), bank, X + ", " + Y));
    assertEquals(List.of("RENEW " + Y + " 2", "RENEW " + X + " 60"), audited(bank));
  }

  @Test
  void eachAddressHasItsOwnTokensADay() throws Exception {
    var one = new JsonObject().put("app", new JsonObject().put("selfIssuedADay", 1));
    var bank = bank(one);
    assertEquals(201, selfIssue(bank, X));
    assertEquals(429, selfIssue(bank, X));
    assertEquals(201, selfIssue(bank, Y));
  }

  @Test
  void theAuditHasTheFrontEndsAddress() throws Exception {
    var bank = bank(new JsonObject());
    var start = bank.customer("c-1", "hanako").path() + "/start";
    var body = new JsonObject().put("serial", "GM00000000").put("code", "471093");
    assertEquals(422, post(behind.port(), bank, start, "198.51.100.1, " + X, body));
    assertEquals(List.of("START " + X + " 1"), audited(bank));
  }

  @Test
  void anInstanceThatWasNotToldOfABalancerCountsThePeer() throws Exception {
    var bank = bank(new JsonObject());
    int port = kagimori.uri().getPort();
    for (int n = 0; n < A_MINUTE; n++) assertEquals(422, renew(port, bank, "203.0.113." + n));
    assertEquals(429, renew(port, bank, X));
    assertEquals(422, renew(behind.port(), bank, X));
    assertEquals(List.of("RENEW 127.0.0.1 60", "RENEW " + X + " 1"), audited(bank));
  }

  private Institution bank(JsonObject changed) {
    kagimori.time().pass(Duration.ofDays(1));
    var bank = kagimori.institution(changed);
    Secrets.apiKey(bank.apiKey());
    return bank;
  }

  private int renew(int port, Institution bank, String forwardedFor) throws Exception {
    var now = kagimori.time().instant();
    var body = phone.renewal(serviceId(bank), "KG0000000000", "471093", now);
    return post(port, bank, "/app/v1/renewals", forwardedFor, body);
  }

  private int selfIssue(Institution bank, String forwardedFor) throws Exception {
    var body = new Device().selfIssue(serviceId(bank), "KG", kagimori.time().instant());
    return post(behind.port(), bank, "/app/v1/tokens", forwardedFor, body);
  }

  private int post(int port, Institution bank, String path, String forwardedFor, JsonObject body)
      throws Exception {
    Secrets.typed(body);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + bank.apiKey())
            .header("X-Forwarded-For", forwardedFor)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private String serviceId(Institution bank) {
    return Institutions.serviceId(kagimori.backstage().pool(), bank.id()).orElseThrow();
  }

  private List<String> audited(Institution bank) throws Exception {
    try (var superuser = Superuser.of(directory.resolve("database"))) {
      return superuser.column(
          """
          SELECT action || ' ' || address || ' ' || count(*) FROM audit
          WHERE institution = '%s' AND outcome = 'REFUSED' GROUP BY action, address
          ORDER BY address COLLATE "C"
          """
              .formatted(bank.id()));
    }
  }
}
