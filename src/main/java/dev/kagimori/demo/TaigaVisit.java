package dev.kagimori.demo;

import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Phone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * System D: nobody gets on without a token, and a master user revokes a general user's (D3, D7,
 * D8).
 */
final class TaigaVisit extends Visit {
  private static final int CONFLICT = 409;

  private @Nullable Customer master;
  private @Nullable Customer general;
  private @Nullable AppToken mastersToken;

  TaigaVisit(Site site, Postbox mails, Phone phone, Printout print) {
    super(site, mails, phone, print);
  }

  @Override
  boolean isPossible() throws IOException {
    master = free("MASTER").orElse(null);
    general = free("GENERAL").orElse(null);
    return master != null && general != null;
  }

  private Optional<Customer> free(String role) throws IOException {
    for (var customer : site.tenant().customers())
      if (customer.role().equals(role) && isFree(customer)) return Optional.of(customer);
    return Optional.empty();
  }

  @Override
  String title() {
    return "初回ログインでの設定、マスターユーザの失効 / Set-up at the first login, a master revokes: "
        + "%s, %s".formatted(master().user(), general().user());
  }

  @Override
  void begin() throws IOException {
    for (var customer : new Customer[] {master(), general()}) {
      var asked = requirements(customer, "operation=LOGIN");
      print.line(
          "%s %s  トークンの設定が必要 / setup required: %s"
              .formatted(customer.role(), customer.user(), asked.getBoolean("setupRequired")));
      var token = started(customer);
      if (customer.equals(master())) mastersToken = token;
    }
    revoke();
    tooEarly();
  }

  @Override
  void goOn() throws IOException {
    var held = Objects.requireNonNull(mastersToken);
    login(master(), held.serial(), phone.code(held));
  }

  private void revoke() throws IOException {
    var body =
        new JsonObject()
            .put("by", master().user())
            .put("users", new JsonArray().add(general().user()))
            .put("reason", "LOSS");
    var done = site.frontEnd().post(master().contractPath() + "/revoke", body).expect(200);
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

  private Customer master() {
    return Objects.requireNonNull(master);
  }

  private Customer general() {
    return Objects.requireNonNull(general);
  }
}
