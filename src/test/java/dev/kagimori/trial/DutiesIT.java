package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
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
  private static final Map<String, JsonObject> BODIES =
      Map.ofEntries(
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
    "getApprovals,       HELPDESK TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "approve,            SUPERVISOR",
    "reject,             SUPERVISOR",
    "getDriftReport,     SUPERVISOR STOCK_KEEPER AUDITOR",
    "lookUpFob,          HELPDESK TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "makeCampaign,        STOCK_KEEPER",
    "getCampaigns,        TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getCampaign,         TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
    "getCampaignMembers,  TELLER SUPERVISOR STOCK_KEEPER AUDITOR",
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
              .filled("campaign", "1")
              .filled("approval", UUID.randomUUID().toString());
      var body = BODIES.get(operation);
      var reply = (body == null ? request : request.with(body)).send();
      boolean forbidden = reply.json().getString("code", "").equals("FORBIDDEN");
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
