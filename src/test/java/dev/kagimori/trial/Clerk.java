package dev.kagimori.trial;

import dev.kagimori.http.Contract;
import dev.kagimori.http.Door;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.staff.Accounts;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Somebody at the institution, with an account and its key. */
record Clerk(Institution institution, String account, String key) {
  private static final String USER = "/contracts/{contract}/users/{user}";
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("getOwnAccount", "GET /account"),
          Map.entry("lookUpUser", "GET " + USER),
          Map.entry("suspendToken", "POST " + USER + "/suspend"),
          Map.entry("unlockToken", "POST " + USER + "/unlock"),
          Map.entry("liftStarts", "POST " + USER + "/lift-starts"),
          Map.entry("revokeToken", "POST " + USER + "/revoke"),
          Map.entry("reissueToken", "POST " + USER + "/reissue"),
          Map.entry("resynchroniseToken", "POST " + USER + "/resynchronise"),
          Map.entry("allocateFob", "POST /fobs/{serial}/allocate"),
          Map.entry("shipFob", "POST /fobs/{serial}/ship"),
          Map.entry("putBackFob", "POST /tokens/{serial}/put-back"),
          Map.entry("getApprovals", "GET /approvals"),
          Map.entry("approve", "POST /approvals/{approval}/approve"),
          Map.entry("reject", "POST /approvals/{approval}/reject"),
          Map.entry("getDriftReport", "GET /reports/drift"),
          Map.entry("lookUpFob", "GET /v1/stock/fobs/{serial}"),
          // imports and exports
          Map.entry("importSeeds", "POST /v1/stock/imports"),
          Map.entry("getImports", "GET /v1/stock/imports"),
          Map.entry("getImport", "GET /v1/stock/imports/{delivery}"),
          Map.entry("getTransportKeys", "GET /v1/stock/transport-keys"),
          Map.entry("putTransportKey", "PUT /v1/stock/transport-keys/{name}"),
          Map.entry("dropTransportKey", "DELETE /v1/stock/transport-keys/{name}"),
          Map.entry("exportStock", "GET /v1/stock/export"),
          Map.entry("requestSeedExport", "POST /v1/stock/seed-exports"),
          Map.entry("downloadSeedExport", "GET /v1/stock/seed-exports/{approval}/file"),
          Map.entry("listFobs", "GET /v1/stock/fobs"),
          Map.entry("countFobs", "GET /v1/stock/counts"),
          Map.entry("getBranches", "GET /v1/stock/branches"),
          Map.entry("putBranch", "POST /v1/stock/branches"),
          Map.entry("moveFobs", "POST /v1/stock/move"),
          Map.entry("returnFobs", "POST /v1/stock/return"),
          Map.entry("scrapFobs", "POST /v1/stock/scrap"),
          Map.entry("withdrawFob", "POST /v1/stock/fobs/{serial}/withdraw"),
          Map.entry("handOverFob", "POST /v1/stock/fobs/{serial}/hand-over"),
          Map.entry("getLowStock", "GET /v1/stock/reports/low"),
          Map.entry("getBatteryReport", "GET /v1/stock/reports/battery"),
          Map.entry("checkFobs", "POST /v1/stock/checks"),
          Map.entry("openTaking", "POST /v1/stock/takings"),
          Map.entry("getTakings", "GET /v1/stock/takings"),
          Map.entry("getTaking", "GET /v1/stock/takings/{taking}"),
          Map.entry("seeFobs", "POST /v1/stock/takings/{taking}/seen"),
          Map.entry("closeTaking", "POST /v1/stock/takings/{taking}/close"),
          Map.entry("makeCampaign", "POST /v1/stock/campaigns"),
          Map.entry("getCampaigns", "GET /v1/stock/campaigns"),
          Map.entry("getCampaign", "GET /v1/stock/campaigns/{campaign}"),
          Map.entry("getCampaignMembers", "GET /v1/stock/campaigns/{campaign}/members"),
          Map.entry("getShippingList", "GET /v1/stock/campaigns/{campaign}/shipping-list"),
          Map.entry("getLabels", "GET /v1/stock/campaigns/{campaign}/labels"),
          Map.entry("getLetters", "GET /v1/stock/campaigns/{campaign}/letters"),
          Map.entry("allocateCampaign", "POST /v1/stock/campaigns/{campaign}/allocate"),
          Map.entry("shipCampaign", "POST /v1/stock/campaigns/{campaign}/ship"),
          Map.entry("remindCampaign", "POST /v1/stock/campaigns/{campaign}/remind"),
          Map.entry("pauseCampaign", "POST /v1/stock/campaigns/{campaign}/pause"),
          Map.entry("resumeCampaign", "POST /v1/stock/campaigns/{campaign}/resume"),
          Map.entry("undoCampaign", "POST /v1/stock/campaigns/{campaign}/undo"),
          Map.entry("retireCampaign", "POST /v1/stock/campaigns/{campaign}/retire"),
          Map.entry("bookCampaignReturns", "POST /v1/stock/campaigns/{campaign}/returns"),
          Map.entry("closeCampaign", "POST /v1/stock/campaigns/{campaign}/close"));

  private static final JsonObject WHY = new JsonObject().put("why", "told by phone");

  /** A new account. */
  static Clerk of(Institution institution, String account, Role... roles) {
    var bank = institution.bank;
    var key =
        Accounts.add(
                bank.backstage().pool(),
                institution.id,
                account,
                Set.copyOf(List.of(roles)),
                bank.time.instant())
            .orElseThrow();
    return new Clerk(institution, account, Secrets.apiKey(key));
  }

  static List<String> operations() {
    var operations = new ArrayList<>(Contract.operations(Door.STAFF));
    operations.addAll(Contract.operations(Door.STOCK));
    if (!Set.copyOf(operations).equals(PATHS.keySet()))
      throw new AssertionError("paths are known for " + PATHS.keySet() + ", not " + operations);
    return operations;
  }

  /** A call whose path still has its parameters' names. */
  Request call(String operationId) {
    var path = PATHS.get(operationId);
    if (path == null) throw new AssertionError("no path is known for " + operationId);
    return new Request(
        institution.bank,
        operationId,
        path.contains(" /v1/") ? path : path.replaceFirst(" ", " /v1/staff"),
        key,
        Map.of(),
        null,
        -1);
  }

  Request about(Customer customer, String operationId) {
    return call(operationId)
        .filled("contract", customer.contract())
        .filled("user", customer.user());
  }

  Request about(String serial, String operationId) {
    return call(operationId).filled("serial", serial);
  }

  Request decide(String approval, String operationId) {
    return call(operationId).filled("approval", approval).with(new JsonObject());
  }

  Reply suspend(Customer customer) {
    return about(customer, "suspendToken").with(WHY).send();
  }

  Reply unlock(Customer customer) {
    return about(customer, "unlockToken").with(WHY.copy().put("identityCheckedBy", "x")).send();
  }

  Reply revoke(Customer customer) {
    return about(customer, "revokeToken").with(WHY.copy().put("reason", "LOST")).send();
  }

  Reply reissue(Customer customer, String serial) {
    var body = WHY.copy().put("reason", "LOST").put("serial", serial);
    return about(customer, "reissueToken").with(body).send();
  }

  Reply putBack(String serial) {
    return about(serial, "putBackFob").with(WHY).send();
  }

  Reply approve(String approval) {
    return decide(approval, "approve").send();
  }

  Reply reject(String approval) {
    return decide(approval, "reject").send();
  }

  JsonObject sheet(Customer customer) {
    return about(customer, "lookUpUser").expect(200).json();
  }
}
