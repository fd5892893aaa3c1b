package dev.kagimori.demo;

import dev.kagimori.phone.Phone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * System D: nobody gets on without a token, and a master user revokes a general user's (D3, D7,
 * D8).
 */
final class TaigaVisit extends AppVisit {
  private static final int CONFLICT = 409;

  private @Nullable Customer general;

  TaigaVisit(Site site, Postbox mails, Phone phone, Printout print) {
    super(site, mails, phone, print, "MASTER");
  }

  @Override
  boolean isPossible() throws IOException {
    if (!super.isPossible()) return false;
    var contract = customer().contract();
    general = free("GENERAL").filter(user -> user.contract().equals(contract)).orElse(null);
    return general != null;
  }

  @Override
  String title() {
    return "初回ログインでの設定、マスターユーザの失効 / Set-up at the first login, a master revokes: "
        + "%s, %s".formatted(customer().user(), general().user());
  }

  @Override
  void begin() throws IOException {
    tellSetUp(customer());
    super.begin();
    tellSetUp(general());
    started(general());
    revoke();
    tooEarly();
  }

  private void tellSetUp(Customer user) throws IOException {
    var asked = requirements(user, "operation=LOGIN");
    print.line(
        "%s %s  トークンの設定が必要 / setup required: %s"
            .formatted(user.role(), user.user(), asked.getBoolean("setupRequired")));
  }

  private void revoke() throws IOException {
    var body =
        new JsonObject()
            .put("by", customer().user())
            .put("users", new JsonArray().add(general().user()))
            .put("reason", "LOSS");
    var done = site.frontEnd().post(customer().contractPath() + "/revoke", body).expect(200);
    print.receipt(done);
    var result = done.getJsonArray("results").getJsonObject(0);
    print.line(
        "失効 / revoked  %s  %s".formatted(result.getString("user"), result.getString("result")));
  }

  private void tooEarly() throws IOException {
    var refused = issue(general());
    var problem = refused.expect(CONFLICT);
    if (!problem.getString("code").equals("TOO_EARLY")) throw new FrontEnd.Unexpected(refused);
    print.line(
        "再発行 / next issue  TOO_EARLY  %s から / from"
            .formatted(Printout.time(problem.getString("nextIssueFrom"))));
  }

  private Customer general() {
    return Objects.requireNonNull(general);
  }
}
