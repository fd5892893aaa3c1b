package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.KagimoriClient;
import dev.kagimori.client.Refused;
import dev.kagimori.client.Results;
import dev.kagimori.client.Results.Effect;
import dev.kagimori.client.RevokeRequest;
import dev.kagimori.client.RevokeRequest.Reason;
import dev.kagimori.client.UnlockRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a master user does for users of the contract: lift suspensions (D6), revoke tokens (D7), of
 * several at once and with a result for each (D9).
 */
final class UsersFlow extends Flow {
  /** In one operation, as the token service takes them. */
  private static final int USERS_MAX = 100;

  private static final String LIST = "users";
  private static final String CONFIRM = "confirm";

  private final Act act;
  private List<String> chosen = List.of();
  private @Nullable Reason reason;
  private @Nullable Results results;

  /**
   * @param act {@code UNLOCK} or {@code REVOKE}
   */
  UsersFlow(Act act) {
    super(act == Act.UNLOCK ? "unlock" : "revoke", List.of(LIST, CONFIRM, DONE));
    this.act = act;
  }

  @Override
  protected View show(Visit visit) {
    var lang = visit.lang();
    return switch (step()) {
      case LIST ->
          new UsersList(
              visit.shell(this),
              Trails.three(visit, 0),
              FlowForm.of(visit, this, "", lang.t("次へ", "Next")),
              act,
              UserLine.of(visit, act),
              chosen,
              reason);
      case CONFIRM ->
          new UsersConfirm(
              visit.shell(this),
              Trails.three(visit, 1),
              FlowForm.of(
                  visit,
                  this,
                  LIST,
                  act == Act.UNLOCK
                      ? lang.t("停止を解除する", "Lift the suspensions")
                      : lang.t("失効する", "Revoke")),
              act,
              UserLine.of(visit, act).stream()
                  .filter(line -> chosen.contains(line.user()))
                  .toList(),
              reason);
      default -> UsersDone.of(visit, this, Objects.requireNonNull(results));
    };
  }

  @Override
  protected void submit(Visit visit) {
    if (step().equals(LIST)) choose(visit);
    else confirm(visit);
    tell(visit.form().notices());
  }

  private void choose(Visit visit) {
    var form = visit.form();
    var known = visit.customers().of(visit.house().id(), visit.customer().contract());
    chosen =
        form.all("user").stream()
            .distinct()
            .filter(user -> known.stream().anyMatch(each -> each.user().equals(user)))
            .toList();
    if (chosen.isEmpty()) form.refuse("user", "利用者を選んでください。", "Choose at least one user.");
    if (chosen.size() > USERS_MAX)
      form.refuse(
          "user",
          "一度に選べるのは%d名までです。".formatted(USERS_MAX),
          "At most %d users at once.".formatted(USERS_MAX));
    if (act == Act.REVOKE) reason = reason(visit);
    if (form.isFine()) go(CONFIRM);
  }

  private static @Nullable Reason reason(Visit visit) {
    var typed = visit.form().text("reason");
    for (var each : Reason.values()) if (each.name().equals(typed)) return each;
    visit.form().refuse("reason", "失効の理由を選んでください。", "Choose the reason.");
    return null;
  }

  private void confirm(Visit visit) {
    if (!OwnFactor.isRight(visit)) return;
    change(
        visit,
        this::ask,
        done -> {
          results = done;
          if (act == Act.REVOKE) logOut(present(), done);
          go(DONE);
        });
  }

  /** Whoever holds a lost phone may be logged in by it; the master goes on. */
  private static void logOut(Visit visit, Results done) {
    var revoked =
        done.results().stream()
            .filter(each -> each.result() == Effect.DONE)
            .map(Results.OfUser::user)
            .filter(user -> !user.equals(visit.customer().user()))
            .toList();
    visit.logOut(revoked);
  }

  private Future<Results> ask(KagimoriClient tokens, Customer who) {
    if (act == Act.UNLOCK)
      return tokens.unlockUsers(who.contract(), new UnlockRequest(who.user(), chosen));
    var why = Objects.requireNonNull(reason);
    return tokens.revokeUsers(who.contract(), new RevokeRequest(who.user(), chosen, why));
  }

  /** It is the master's own token that the service finds wanting here (D7). */
  @Override
  protected void refused(Visit visit, Refused refused) {
    tell(
        switch (refused.code()) {
          case SUSPENDED, NOT_REGISTERED, EXPIRED, FORBIDDEN ->
              Notice.error(
                      "ご本人（マスターユーザ）のトークンがご利用いただけない状態のため、お手続きできません。お取引店で書面によるお手続きをお願いします。",
                      "Your own token is not in force, so this can't be done here. Please ask your"
                          + " branch for the paper form.")
                  .withHelpDesk();
          default -> Refusals.notice(refused);
        });
  }

  @Override
  protected String abortPath(Visit visit) {
    return visit.url("home");
  }
}
