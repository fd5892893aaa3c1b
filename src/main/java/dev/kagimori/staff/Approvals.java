package dev.kagimori.staff;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Times;
import dev.kagimori.staff.Approval.State;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests for what takes two persons. An act is judged when it is approved, not when it is asked
 * for; approving does it in the same transaction, so that it is done once or not at all.
 */
final class Approvals {
  /**
   * Requests of one institution that wait; as many as are asked for at the same moment may be more.
   */
  static final int WAITING_MAX = 1_000;

  private final Idempotency idempotency;
  private final Acting acting;
  private final InstantSource clock;

  Approvals(Idempotency idempotency, Acting acting, InstantSource clock) {
    this.idempotency = idempotency;
    this.acting = acting;
    this.clock = clock;
  }

  /**
   * Lays a request down.
   *
   * @return 202: it was not done, and waits
   * @throws ProblemException {@code RATE_LIMITED} when too many wait
   */
  static Answer ask(SqlClient db, Writes writes, Clerk clerk, Act act, Instant now) {
    if (ApprovalStore.waiting(db, clerk.institution(), now) >= WAITING_MAX)
      throw new ProblemException(Problem.of(ProblemCode.RATE_LIMITED, "approvals"));
    var approval = Approval.asked(UUID.randomUUID(), act, clerk.account(), now);
    ApprovalStore.insert(writes, clerk.institution(), approval);
    AuditLog.add(writes, entry(Action.ASK, clerk, approval, now).with("act", act.toJson()));
    return new Answer.Done(
        202,
        new JsonObject()
            .put("result", "APPROVAL_NEEDED")
            .put("approval", approval.id().toString())
            .put("expiresAt", Times.text(approval.expiresAt())));
  }

  Answer approve(Call call, Clerk clerk) {
    return decide(call, clerk, Action.APPROVE, this::approved);
  }

  Answer reject(Call call, Clerk clerk) {
    return decide(call, clerk, Action.REJECT, (_, _, _, _, _) -> Answer.ok(new JsonObject()));
  }

  /** What a decision brings about. */
  private interface Effect {
    Answer of(SqlClient db, Writes writes, Clerk clerk, Approval approval, Instant now);
  }

  private Answer approved(
      SqlClient db, Writes writes, Clerk clerk, Approval approval, Instant now) {
    var about =
        new JsonObject()
            .put("approval", approval.id().toString())
            .put("askedBy", approval.askedBy());
    return acting.act(
        db,
        writes,
        approval.act(),
        new Acting.Occasion(clerk.institution(), clerk.source(), about, now));
  }

  private Answer decide(Call call, Clerk clerk, Action action, Effect effect) {
    var id = UUID.fromString(call.path("approval"));
    var now = clock.instant();
    return idempotency.once(
        call,
        now,
        Work.of((db, writes) -> {
          var held = ApprovalStore.lock(db, clerk.institution(), id, now);
          if (held.isEmpty()) return Answer.refused(ProblemCode.NOT_FOUND);
          var approval = held.get();
          var entry = entry(action, clerk, approval, now);
          if (approval.askedBy().equals(clerk.account()))
            return refuse(writes, entry, Problem.of(ProblemCode.OWN_REQUEST));
          if (approval.state() != State.PENDING)
            return refuse(
                writes,
                entry,
                Problem.of(ProblemCode.DECIDED).with("state", approval.state().name()));
          var answer = effect.of(db, writes, clerk, approval, now);
          return save(writes, clerk, approval, answer, entry, call.body().getString("remark"));
        }));
  }

  private static Answer save(
      Writes writes,
      Clerk clerk,
      Approval approval,
      Answer answer,
      Entry entry,
      @Nullable String remark) {
    return switch (answer) {
      case Answer.Done _ -> {
        var decision = new Approval.Decision(clerk.account(), entry.at(), remark, null);
        var state = entry.action() == Action.REJECT ? State.REJECTED : State.APPROVED;
        var decided = approval.decided(state, decision);
        ApprovalStore.decide(writes, clerk.institution(), decided, decision);
        AuditLog.add(writes, entry);
        yield Answer.ok(decided.toJson());
      }
      case Answer.Refused(Problem problem) -> {
        var failure = problem.code().name();
        var decision = new Approval.Decision(clerk.account(), entry.at(), remark, failure);
        ApprovalStore.decide(
            writes, clerk.institution(), approval.decided(State.FAILED, decision), decision);
        AuditLog.add(writes, entry.refused(failure));
        yield answer;
      }
    };
  }

  private static Answer refuse(Writes writes, Entry entry, Problem problem) {
    AuditLog.add(writes, entry.refused(problem.code().name()));
    return new Answer.Refused(problem);
  }

  private static Entry entry(Action action, Clerk clerk, Approval approval, Instant now) {
    var entry =
        approval
            .act()
            .owner()
            .map(owner ->
                Entry.of(
                    clerk.institution(),
                    now,
                    clerk.source(),
                    action,
                    owner.contract(),
                    owner.user()))
            .orElseGet(() -> Entry.of(clerk.institution(), now, clerk.source(), action));
    return entry.with("approval", approval.id().toString());
  }
}
