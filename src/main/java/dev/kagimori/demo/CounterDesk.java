package dev.kagimori.demo;

import dev.kagimori.localpage.Tongue;
import dev.kagimori.staff.Role;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an employee does for one customer, each act with the account whose role may do it.
 *
 * @param tongue of the refusals
 */
record CounterDesk(Site site, Customer customer, Tongue tongue) {
  private static final int OK = 200;
  private static final int ASKED = 202;

  /**
   * A customer as staff see them.
   *
   * @param nextFob the one to hand out next; empty: none is left, or this institution has none
   * @param waiting what was asked for and a second account has to approve
   */
  record Sheet(
      Site site,
      Customer customer,
      JsonObject user,
      Optional<String> nextFob,
      List<JsonObject> waiting) {
    String status() {
      return user.getString("status");
    }

    /** After too many that failed. */
    boolean areStartsStopped() {
      return user.getJsonObject("starts").getString("stopped") != null;
    }

    List<JsonObject> tokens() {
      return user.getJsonArray("tokens").stream().map(JsonObject.class::cast).toList();
    }

    /** Set aside for the customer and not shipped yet. */
    Optional<String> toShip() {
      return tokens().stream()
          .filter(t -> t.getString("state").equals("ALLOCATED") && t.getValue("shippedAt") == null)
          .map(t -> t.getString("serial"))
          .findFirst();
    }
  }

  /** What came of an act. */
  record Outcome(boolean done, String text) {}

  /** Everybody. */
  static List<Sheet> hall(List<Site> sites) throws IOException {
    var all = new ArrayList<Sheet>();
    for (var site : sites)
      for (var customer : site.tenant().customers())
        all.add(new Sheet(site, customer, user(site, customer), Optional.empty(), List.of()));
    return List.copyOf(all);
  }

  Sheet sheet() throws IOException {
    return new Sheet(site, customer, user(site, customer), nextFob(), waiting());
  }

  private static JsonObject user(Site site, Customer customer) throws IOException {
    return site.staff(Role.HELPDESK).get(path(customer)).expect(OK);
  }

  private static String path(Customer customer) {
    return "/v1/staff" + customer.path().substring("/v1".length());
  }

  private Optional<String> nextFob() throws IOException {
    var unused = new ArrayList<>(site.fobs());
    for (var other : site.tenant().customers())
      for (var token : user(site, other).getJsonArray("tokens"))
        unused.remove(((JsonObject) token).getString("serial"));
    return unused.stream().findFirst();
  }

  private List<JsonObject> waiting() throws IOException {
    var all = site.staff(Role.SUPERVISOR).get("/v1/staff/approvals?state=PENDING").expect(OK);
    return all.getJsonArray("approvals").stream()
        .map(JsonObject.class::cast)
        .filter(asked -> isAbout(asked.getJsonObject("act")))
        .toList();
  }

  private boolean isAbout(JsonObject act) {
    return customer.contract().equals(act.getString("contract"))
        && customer.user().equals(act.getString("user"));
  }

  /** Does what a form asks for. */
  Outcome act(MultiMap form) throws IOException {
    var why = new JsonObject().put("why", field(form, "why"));
    return switch (field(form, "act")) {
      case "HAND_OUT" -> handOut();
      case "SUSPEND" -> told(staff(Role.HELPDESK, "/suspend", why), "停止しました。", "Suspended.");
      case "UNLOCK" ->
          told(
              staff(
                  Role.HELPDESK,
                  "/unlock",
                  why.put("identityCheckedBy", field(form, "identityCheckedBy"))),
              "停止を解除しました。",
              "Unlocked.");
      case "LIFT_STARTS" ->
          told(
              staff(Role.HELPDESK, "/lift-starts", why),
              "利用開始をもう一度試せるようにしました。",
              "Starts can be tried again.");
      case "REVOKE" ->
          told(
              staff(Role.TELLER, "/revoke", why.put("reason", field(form, "reason"))),
              "失効しました。",
              "Revoked.");
      case "APPROVE" -> approve(field(form, "approval"));
      default -> new Outcome(false, tongue.say("操作を選んでください。", "Choose what to do."));
    };
  }

  private static String field(MultiMap form, String name) {
    return Objects.requireNonNullElse(form.get(name), "");
  }

  private FrontEnd.Reply staff(Role role, String act, JsonObject body) throws IOException {
    return as(role).post(path(customer) + act, body);
  }

  private FrontEnd as(Role role) {
    return site.staff(role).in(tongue.tag());
  }

  /** Sets aside and ships; one that was set aside already is shipped. */
  private Outcome handOut() throws IOException {
    var sheet = sheet();
    var waiting = sheet.toShip();
    var serial = waiting.or(sheet::nextFob).orElse("");
    if (serial.isEmpty())
      return new Outcome(false, tongue.say("空いているトークンがありません。", "No free fob is left."));
    if (waiting.isEmpty()) {
      var allocated =
          as(Role.STOCK_KEEPER).post("/v1/staff/fobs/" + serial + "/allocate", customer.toJson());
      if (allocated.status() != OK) return told(allocated, "", "");
    }
    return told(
        as(Role.STOCK_KEEPER).post("/v1/staff/fobs/" + serial + "/ship"),
        serial + " を割り当てて発送しました。",
        serial + " was set aside and shipped.");
  }

  private Outcome approve(String approval) throws IOException {
    if (!approval.matches("[0-9a-f-]{36}"))
      return new Outcome(false, tongue.say("申請がありません。", "There is no such request."));
    var remark = new JsonObject().put("remark", tongue.say("デモの窓口", "the demo's counter"));
    return told(
        as(Role.SUPERVISOR).post("/v1/staff/approvals/" + approval + "/approve", remark),
        "承認し、実行しました。",
        "Approved, and done.");
  }

  private Outcome told(FrontEnd.Reply reply, String ja, String en) {
    if (reply.status() == OK) return new Outcome(true, tongue.say(ja, en));
    if (reply.status() == ASKED)
      return new Outcome(
          true,
          tongue.say(
              "別の職員（承認者）の承認が必要です。まだ何も変わっていません。",
              "A second account, a supervisor's, has to approve it. Nothing has changed yet."));
    var code = reply.body().getString("code", "HTTP " + reply.status());
    return new Outcome(false, CounterRefusal.text(tongue, code));
  }
}
