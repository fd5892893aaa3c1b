package dev.kagimori.trial;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An institution at which anything may be done, and all that was heard of it. */
final class AnyBank {
  private static final Set<String> BY_TERMS =
      Set.of("NOT_OFFERED", "TOO_EARLY", "MAKE_CLOSED", "EXPIRED", "S0K1", "S0F1");

  private static final int ASKED_FIRST = 202;

  /** What the audit calls the acts. */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("issueToken", "ISSUE"),
          Map.entry("withdrawIssue", "WITHDRAW"),
          Map.entry("activate", "ACTIVATE"),
          Map.entry("selfIssue", "SELF_ISSUE"),
          Map.entry("renew", "RENEW"),
          Map.entry("start", "START"),
          Map.entry("verify", "VERIFY"),
          Map.entry("openExchange", "OPEN_EXCHANGE"),
          Map.entry("completeExchange", "EXCHANGE_IN"),
          Map.entry("stop", "STOP"),
          Map.entry("unlockUsers", "UNLOCK"),
          Map.entry("revokeUsers", "REVOKE"),
          Map.entry("suspendToken", "SUSPEND"),
          Map.entry("unlockToken", "UNLOCK"),
          Map.entry("liftStarts", "LIFT_STARTS"),
          Map.entry("revokeToken", "REVOKE"),
          Map.entry("allocateFob", "ALLOCATE"),
          Map.entry("shipFob", "SHIP"),
          Map.entry("putBackFob", "PUT_BACK"),
          Map.entry("withdrawFob", "WITHDRAW_FOB"),
          Map.entry("handOverFob", "HAND_OVER"),
          Map.entry("moveFobs", "MOVE_FOBS"),
          Map.entry("returnFobs", "RETURN_FOB"),
          Map.entry("scrapFobs", "SCRAP"),
          Map.entry("approve", "APPROVE"));

  final Institution institution;
  final List<Customer> users;
  final Holding holding;
  final Random random;
  final String serviceId;
  final Beliefs beliefs = new Beliefs();
  private final List<String> told = new ArrayList<>();
  private Footprint before;

  AnyBank(Institution institution, List<Customer> users, Holding holding, Random random) {
    this.institution = institution;
    this.users = users;
    this.holding = holding;
    this.random = random;
    serviceId = institution.serviceId();
    before = Footprint.of(institution);
  }

  /** What was done, and how it was answered, without secrets. */
  List<String> told() {
    return told;
  }

  void tell(String what) {
    told.add(what);
  }

  Instant now() {
    return institution.bank.time.instant();
  }

  /** Holds each answer against what all answers have in common. */
  Reply heard(Customer user, Reply reply) {
    return heard(user.user(), reply);
  }

  Reply heard(String who, Reply reply) {
    var answer = answer(who, reply);
    if (answer.isEmpty() || answer.equals("ACCEPTED")) wroteDown(reply);
    else changedNothing(reply);
    return reply;
  }

  /** To what was done before, and is not done twice. */
  void heardAgain(Customer user, Reply reply) {
    answer(user.user(), reply);
    changedNothing(reply);
  }

  /** A problem's code, or a verification's result; empty: it was done. */
  private String answer(String who, Reply reply) {
    var code = reply.status() < 300 ? "" : reply.text("code");
    var result = reply.operationId().equals("verify") && code.isEmpty() ? reply.text("result") : "";
    told.add("%s %s: %d %s%s".formatted(reply.operationId(), who, reply.status(), code, result));
    if (reply.status() == 500) throw new AssertionError("broken: " + reply.operationId());
    if (BY_TERMS.contains(code) && reply.json().getString("rule") == null)
      throw new AssertionError(code + " without rule: " + reply.body());
    return code + result;
  }

  /** Nothing but tries that were charged. */
  private void changedNothing(Reply reply) {
    var after = Footprint.of(institution);
    if (!after.isAsAfter(before))
      throw new AssertionError(reply + " changed " + before + " to " + after);
    before = after;
  }

  /** What is done has one entry of its own; what it brings with it has others. */
  private void wroteDown(Reply reply) {
    var after = Footprint.of(institution);
    int entries = after.doneSince(before, action(reply));
    if (entries != times(reply))
      throw new AssertionError(entries + " entries of " + reply + ": " + before + ", " + after);
    before = after;
  }

  private static String action(Reply reply) {
    if (reply.status() == ASKED_FIRST) return "ASK";
    var action = ACTIONS.get(reply.operationId());
    if (action == null) throw new AssertionError("no action is known for " + reply.operationId());
    return action;
  }

  /**
   * Once; of several fobs as often as it was done, but all are moved at once; for a master as often
   * as a user's result says so.
   */
  private static int times(Reply reply) {
    var done = reply.json().getInteger("done");
    if (done != null) return reply.operationId().equals("moveFobs") ? 1 : done;
    var results = reply.json().getJsonArray("results");
    return results == null
        ? 1
        : (int)
            results.stream()
                .filter(result -> ((JsonObject) result).getString("result").equals("DONE"))
                .count();
  }

  /** A token's code: right, of a step beside, as before, wrong, or another token's. */
  String typed(Held token) {
    int way = random.nextInt(20);
    if (way < 13) return holding.shown(token, now(), 0);
    if (way < 15) return holding.shown(token, now(), way == 13 ? -1 : 1);
    if (way < 17) return holding.again(token, now());
    if (way < 19) return token.wrongCode(now());
    var all = holding.all();
    return holding.shown(all.get(random.nextInt(all.size())), now(), 0);
  }

  @Nullable Held any() {
    var all = holding.all();
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }
}
