package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation of staff by every role: who may, and who is turned away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DutiesIT {
  @TempDir static Path directory;

  private static final JsonObject CODES =
      new JsonObject().put("code", "123456").put("nextCode", "123457");
  private static final JsonObject OWNER = new JsonObject().put("contract", "c").put("user", "u");
  private static final JsonObject WHY = new JsonObject().put("why", "w");
  private static final JsonObject BOX =
      new JsonObject().put("fobs", new JsonObject().put("box", "B"));
  private static final Map<String, JsonObject> BODIES =
      Map.ofEntries(
          Map.entry(
              "checkFobs",
              new JsonObject()
                  .put(
                      "readings",
                      List.of(new JsonObject().put("serial", "GM00000000").put("dark", "SILENT")))),
          Map.entry("openTaking", new JsonObject().put("box", "B")),
          Map.entry("seeFobs", new JsonObject().put("serials", List.of("GM00000000"))),
          Map.entry("suspendToken", WHY),
          Map.entry("unlockToken", WHY.copy().put("identityCheckedBy", "i")),
          Map.entry("liftStarts", WHY),
          Map.entry("revokeToken", WHY.copy().put("reason", "LOST")),
          Map.entry("reissueToken", WHY.copy().put("reason", "LOST").put("serial", "GM00000001")),
          Map.entry("resynchroniseToken", CODES),
          Map.entry("allocateFob", OWNER),
          Map.entry("putBackFob", WHY),
          Map.entry("approve", new JsonObject()),
          Map.entry("reject", new JsonObject()),
          Map.entry("putBranch", new JsonObject().put("branch", "B").put("name", "b")),
          Map.entry("moveFobs", BOX.copy().put("to", new JsonObject().put("box", "C"))),
          Map.entry(
              "returnFobs", WHY.copy().put("serials", List.of("GM00000000")).put("branch", "HQ")),
          Map.entry("scrapFobs", BOX.copy().mergeIn(WHY).put("reason", "DEFECT")),
          Map.entry("withdrawFob", WHY),
          Map.entry("handOverFob", OWNER.copy().put("identityCheckedBy", "i")),
          // imports and exports
          Map.entry(
              "putTransportKey",
              new JsonObject().put("kind", "PASSWORD").put("value", "a password of the trial")),
          Map.entry("requestSeedExport", WHY.copy().put("delivery", "d").put("transportKey", "n")),
          Map.entry("makeCampaign", Campaigns.plan("d", Campaigns.make("GM"), "SY")),
          Map.entry("allocateCampaign", new JsonObject()),
          Map.entry("shipCampaign", new JsonObject()),
          Map.entry("remindCampaign", new JsonObject()),
          Map.entry("pauseCampaign", new JsonObject()),
          Map.entry("resumeCampaign", new JsonObject()),
          Map.entry("undoCampaign", new JsonObject()),
          Map.entry("retireCampaign", new JsonObject().put("count", 0)),
          Map.entry("bookCampaignReturns", Campaigns.serials("GM00000001")),
          Map.entry("closeCampaign", new JsonObject()));

  private TestBank bank;
  private Institution minato;
  private final Map<Role, Clerk> clerks = new EnumMap<>(Role.class);
  private final Set<String> seen = new HashSet<>();

  @BeforeAll
  void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("duties", new JsonObject());
    for (var role : Role.values()) clerks.put(role, Clerk.of(minato, name(role), role));
  }

  @AfterAll
  void close() {
    assertEquals(Set.copyOf(Clerk.operations()), seen);
    bank.close();
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @CsvSource({
    "getOwnAccount,      HELPDESK TELLER SUPERVISOR STOCK_KEEPER AUDITOR ADMINISTRATOR",
    "lookUpUser,         HELPDESK TELLER SUPERVISOR",
    "suspendToken,       HELPDESK TELLER",
    "unlockToken,        HELPDESK",
    "liftStarts,         HELPDESK",
    "revokeToken,        TELLER",
    "reissueToken,       TELLER",
    "resynchroniseToken, HELPDESK TELLER",
    "allocateFob,        STOCK_KEEPER TELLER",
    "shipFob,            STOCK_KEEPER",
    "putBackFob,         STOCK_KEEPER TELLER",
    "getApprovals,       HELPDESK TELLER SUPERVISOR STOCK_KEEPER AUDITOR ADMINISTRATOR",
    "approve,            SUPERVISOR",
    "reject,             SUPERVISOR",
    "getDriftReport,     SUPERVISOR STOCK_KEEPER AUDITOR",
    "lookUpFob,          HELPDESK TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "importSeeds,        STOCK_KEEPER",
    "getImports,         SUPERVISOR STOCK_KEEPER AUDITOR",
    "getImport,          SUPERVISOR STOCK_KEEPER AUDITOR",
    "getTransportKeys,   STOCK_KEEPER AUDITOR ADMINISTRATOR",
    "putTransportKey,    STOCK_KEEPER ADMINISTRATOR",
    "dropTransportKey,   STOCK_KEEPER ADMINISTRATOR",
    "exportStock,        SUPERVISOR STOCK_KEEPER AUDITOR",
    "requestSeedExport,  ADMINISTRATOR",
    "downloadSeedExport, ADMINISTRATOR",
    "listFobs,           TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "countFobs,          TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getBranches,        TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "putBranch,          STOCK_KEEPER ADMINISTRATOR",
    "moveFobs,           STOCK_KEEPER",
    "returnFobs,         TELLER STOCK_KEEPER",
    "scrapFobs,          STOCK_KEEPER",
    "withdrawFob,        STOCK_KEEPER",
    "handOverFob,        TELLER",
    "getLowStock,        TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getBatteryReport,   TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "checkFobs,          STOCK_KEEPER",
    "openTaking,         STOCK_KEEPER",
    "getTakings,         SUPERVISOR STOCK_KEEPER AUDITOR",
    "getTaking,          SUPERVISOR STOCK_KEEPER AUDITOR",
    "seeFobs,            STOCK_KEEPER",
    "closeTaking,        STOCK_KEEPER",
    "makeCampaign,        STOCK_KEEPER",
    "getCampaigns,        TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getCampaign,         TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getCampaignMembers,  TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getShippingList,     TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getLabels,           STOCK_KEEPER",
    "getLetters,          STOCK_KEEPER",
    "allocateCampaign,    STOCK_KEEPER",
    "shipCampaign,        STOCK_KEEPER",
    "remindCampaign,      STOCK_KEEPER",
    "pauseCampaign,       STOCK_KEEPER",
    "resumeCampaign,      STOCK_KEEPER",
    "undoCampaign,        STOCK_KEEPER",
    "retireCampaign,      STOCK_KEEPER",
    "bookCampaignReturns, TELLER STOCK_KEEPER",
    "closeCampaign,       STOCK_KEEPER",
  })
  void whoseDutyItIs(String operation, String roles) {
    seen.add(operation);
    var may = Set.of(roles.split(" "));
    clerks.forEach((role, clerk) -> {
      long before = turnedAway();
      var request =
          clerk
              .call(operation)
              .filled("contract", "c")
              .filled("user", "u")
              .filled("serial", "GM00000000")
              .filled("delivery", "d")
              .filled("name", "n")
              .filled("campaign", "1")
              .filled("approval", UUID.randomUUID().toString())
              .filled("taking", UUID.randomUUID().toString());
      if (operation.equals("importSeeds"))
        request = request.query("delivery=d").header("Content-Type", "application/octet-stream");
      var body = BODIES.get(operation);
      var reply = (body == null ? request : request.with(body)).send();
      boolean forbidden =
          reply.status() == 403 && reply.json().getString("code", "").equals("FORBIDDEN");
      assertEquals(may.contains(role.name()), !forbidden, role + ": " + reply.body());
      if (forbidden) reply.expect(ProblemCode.FORBIDDEN);
      assertEquals(before + (forbidden ? 1 : 0), turnedAway());
    });
  }

  private long turnedAway() {
    return bank.backstage()
        .pool()
        .preparedQuery("SELECT count(*) FROM audit WHERE institution = $1 AND reason = 'FORBIDDEN'")
        .execute(Tuple.of(minato.id))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }
}
