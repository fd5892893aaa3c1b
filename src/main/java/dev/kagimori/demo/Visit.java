package dev.kagimori.demo;

import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Phone;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What one institution shows in the walk: first a start; and, when all codes have changed, what
 * takes a further one.
 */
abstract class Visit {
  private static final Duration STEP = Duration.ofSeconds(60);

  /** Of the demo's customers, who have chosen alike. */
  private static final String START_PASSWORD = "48205713";

  final Site site;
  final Postbox mails;
  final Phone phone;
  final Printout print;

  Visit(Site site, Postbox mails, Phone phone, Printout print) {
    this.site = site;
    this.mails = mails;
    this.phone = phone;
    this.print = print;
  }

  /** Whether there are customers, and fobs where they need them, who have no token yet. */
  abstract boolean isPossible() throws IOException;

  abstract String title();

  abstract void begin() throws IOException;

  /** When the next code can be read. */
  Instant next() {
    return Desk.next(Clock.systemUTC().instant(), Duration.ZERO, STEP);
  }

  abstract void goOn() throws IOException;

  /** A customer in a role who has no token and may have one. */
  final Optional<Customer> free(String role) throws IOException {
    for (var customer : site.tenant().customers())
      if (customer.role().equals(role) && isFree(customer)) return Optional.of(customer);
    return Optional.empty();
  }

  private boolean isFree(Customer customer) throws IOException {
    var user = site.frontEnd().get(customer.path()).expect(200);
    return user.getString("status").equals("NOT_REGISTERED")
        && user.getJsonArray("waits").isEmpty();
  }

  final String status(Customer customer) throws IOException {
    return site.frontEnd().get(customer.path()).expect(200).getString("status");
  }

  final JsonObject requirements(Customer customer, String query) throws IOException {
    return site.frontEnd().get(customer.path() + "/requirements?" + query).expect(200);
  }

  /** Issue, mail, the app's set-up, start of use. */
  final AppToken started(Customer customer) throws IOException {
    var token = setUp(customer);
    start(customer, token.serial(), phone.code(token));
    return token;
  }

  private AppToken setUp(Customer customer) throws IOException {
    var receipt = issue(customer).expect(201);
    print.receipt(receipt);
    var onPage = receipt.getString("userId");
    print.line(
        "画面 / page  "
            + (onPage == null ? "IDはメールで / the IDs come by mail" : "ユーザID / user ID  " + onPage));
    var mail = mails.next(customer.phoneMail(), "初期設定");
    var ids = Postbox.Ids.in(mail);
    print.line(
        "メール / mail  %s ← %s  サービスID / service ID  %s  ユーザID / user ID  %s"
            .formatted(mail.to(), mail.from(), ids.serviceId(), ids.userId()));
    var token = phone.activate(ids.serviceId(), ids.userId(), START_PASSWORD);
    print.line(
        "アプリ / app  %s  %s  有効期限 / valid until %s  表示 / shows %s"
            .formatted(token.institution(), token.serial(), end(token), phone.code(token)));
    return token;
  }

  private static String end(AppToken token) {
    var until = token.validUntil();
    return until == null ? "なし / without end" : Printout.time(until).substring(0, 10);
  }

  final FrontEnd.Reply issue(Customer customer) throws IOException {
    return site.frontEnd()
        .post(
            customer.path() + "/issues",
            new JsonObject()
                .put("kind", "SOFTWARE")
                .put("phoneMail", customer.phoneMail())
                .put("startPassword", START_PASSWORD));
  }

  final void start(Customer customer, String serial, String code) throws IOException {
    var body = new JsonObject().put("serial", serial).put("code", code);
    print.receipt(site.frontEnd().post(customer.path() + "/start", body).expect(201));
  }

  final JsonObject verify(Customer customer, String code) throws IOException {
    var body =
        new JsonObject()
            .put("code", code)
            .put("operation", "LOGIN")
            .put("reference", UUID.randomUUID().toString());
    return site.frontEnd().post(customer.path() + "/verify", body).expect(200);
  }

  /** A login with the code of an app or a fob. */
  final void login(Customer customer, String serial, String code) throws IOException {
    print.line("ログイン / login  %s → %s".formatted(serial, code));
    print.result(accepted(verify(customer, code)));
  }

  private static JsonObject accepted(JsonObject verification) {
    if (!verification.getString("result").equals("ACCEPTED"))
      throw new FrontEnd.Unexpected(new FrontEnd.Reply(200, verification));
    return verification;
  }
}
