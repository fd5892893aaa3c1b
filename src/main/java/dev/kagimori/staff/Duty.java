package dev.kagimori.staff;

import static dev.kagimori.staff.Role.ADMINISTRATOR;
import static dev.kagimori.staff.Role.AUDITOR;
import static dev.kagimori.staff.Role.HELPDESK;
import static dev.kagimori.staff.Role.STOCK_KEEPER;
import static dev.kagimori.staff.Role.SUPERVISOR;
import static dev.kagimori.staff.Role.TELLER;

import dev.kagimori.audit.Entry.Action;
import java.util.List;
import java.util.Set;

/**
 * Who may do what: every operation of the staff's contracts, how the audit calls it, and the roles
 * that may do it. Any one of them is enough.
 */
public enum Duty {
  GET_OWN_ACCOUNT("getOwnAccount", Action.LOOK_UP, Role.values()),
  LOOK_UP_USER("lookUpUser", Action.LOOK_UP, HELPDESK, TELLER, SUPERVISOR),
  SUSPEND("suspendToken", Action.SUSPEND, HELPDESK, TELLER),
  UNLOCK("unlockToken", Action.UNLOCK, HELPDESK),
  LIFT_STARTS("liftStarts", Action.LIFT_STARTS, HELPDESK),
  REVOKE("revokeToken", Action.REVOKE, TELLER),
  REISSUE("reissueToken", Action.REISSUE, TELLER),
  RESYNCHRONISE("resynchroniseToken", Action.RESYNCHRONISE, HELPDESK, TELLER),
  ALLOCATE("allocateFob", Action.ALLOCATE, STOCK_KEEPER, TELLER),
  SHIP("shipFob", Action.SHIP, STOCK_KEEPER),
  PUT_BACK("putBackFob", Action.PUT_BACK, STOCK_KEEPER, TELLER),
  // who is neither supervisor nor auditor sees what they asked for themselves
  GET_APPROVALS(
      "getApprovals",
      Action.LOOK_UP,
      SUPERVISOR,
      AUDITOR,
      HELPDESK,
      TELLER,
      STOCK_KEEPER,
      ADMINISTRATOR),
  APPROVE("approve", Action.APPROVE, SUPERVISOR),
  REJECT("reject", Action.REJECT, SUPERVISOR),
  GET_DRIFT("getDriftReport", Action.LOOK_UP, STOCK_KEEPER, SUPERVISOR, AUDITOR),

  // the stock
  LOOK_UP_FOB("lookUpFob", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR, HELPDESK),
  LIST_FOBS("listFobs", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  COUNT_FOBS("countFobs", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  GET_BRANCHES("getBranches", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  GET_LOW_STOCK("getLowStock", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  GET_BATTERY("getBatteryReport", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  PUT_BRANCH("putBranch", Action.BRANCH, STOCK_KEEPER, ADMINISTRATOR),
  MOVE_FOBS("moveFobs", Action.MOVE_FOBS, STOCK_KEEPER),
  WITHDRAW_FOB("withdrawFob", Action.WITHDRAW_FOB, STOCK_KEEPER),
  HAND_OVER("handOverFob", Action.HAND_OVER, TELLER),
  RETURN_FOBS("returnFobs", Action.RETURN_FOB, STOCK_KEEPER, TELLER),
  SCRAP("scrapFobs", Action.SCRAP, STOCK_KEEPER),
  // imports and exports
  IMPORT_SEEDS("importSeeds", Action.IMPORT, STOCK_KEEPER),
  GET_IMPORTS("getImports", Action.LOOK_UP, STOCK_KEEPER, SUPERVISOR, AUDITOR),
  GET_IMPORT("getImport", Action.LOOK_UP, STOCK_KEEPER, SUPERVISOR, AUDITOR),
  PUT_TRANSPORT_KEY("putTransportKey", Action.PUT_TRANSPORT_KEY, STOCK_KEEPER, ADMINISTRATOR),
  DROP_TRANSPORT_KEY("dropTransportKey", Action.DROP_TRANSPORT_KEY, STOCK_KEEPER, ADMINISTRATOR),
  GET_TRANSPORT_KEYS("getTransportKeys", Action.LOOK_UP, STOCK_KEEPER, ADMINISTRATOR, AUDITOR),
  EXPORT_STOCK("exportStock", Action.EXPORT_STOCK, STOCK_KEEPER, SUPERVISOR, AUDITOR),
  REQUEST_SEED_EXPORT("requestSeedExport", Action.EXPORT_SEEDS, ADMINISTRATOR),
  DOWNLOAD_SEEDS("downloadSeedExport", Action.EXPORT_SEEDS, ADMINISTRATOR),

  // checks
  CHECK_FOBS("checkFobs", Action.CHECK, STOCK_KEEPER),
  OPEN_TAKING("openTaking", Action.TAKE_STOCK, STOCK_KEEPER),
  SEE_FOBS("seeFobs", Action.TAKE_STOCK, STOCK_KEEPER),
  GET_TAKINGS("getTakings", Action.LOOK_UP, STOCK_KEEPER, SUPERVISOR, AUDITOR),
  GET_TAKING("getTaking", Action.LOOK_UP, STOCK_KEEPER, SUPERVISOR, AUDITOR),
  CLOSE_TAKING("closeTaking", Action.TAKE_STOCK, STOCK_KEEPER),

  // campaigns
  MAKE_CAMPAIGN("makeCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  GET_CAMPAIGNS("getCampaigns", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  GET_CAMPAIGN("getCampaign", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  GET_MEMBERS("getCampaignMembers", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  GET_SHIPPING_LIST("getShippingList", Action.LOOK_UP, STOCK_KEEPER, TELLER, SUPERVISOR, AUDITOR),
  GET_LABELS("getLabels", Action.LOOK_UP, STOCK_KEEPER),
  GET_LETTERS("getLetters", Action.LOOK_UP, STOCK_KEEPER),
  ALLOCATE_CAMPAIGN("allocateCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  SHIP_CAMPAIGN("shipCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  REMIND_CAMPAIGN("remindCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  PAUSE_CAMPAIGN("pauseCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  RESUME_CAMPAIGN("resumeCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  UNDO_CAMPAIGN("undoCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  RETIRE_CAMPAIGN("retireCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  BOOK_RETURNS("bookCampaignReturns", Action.CAMPAIGN, STOCK_KEEPER, TELLER),
  CLOSE_CAMPAIGN("closeCampaign", Action.CAMPAIGN, STOCK_KEEPER),
  ;

  private final String operationId;
  private final Action action;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
  private final Set<Role> roles;

  Duty(String operationId, Action action, Role... roles) {
    this.operationId = operationId;
    this.action = action;
    this.roles = Set.copyOf(List.of(roles));
  }

  public String operationId() {
    return operationId;
  }

  public Action action() {
    return action;
  }

  Set<Role> roles() {
    return roles;
  }

  boolean isOf(Clerk clerk) {
    return clerk.roles().stream().anyMatch(roles::contains);
  }
}
