package dev.kagimori.demo;

import dev.kagimori.phone.Phone;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * System B: a fob is asked for, set aside and shipped; wrong codes suspend it and the help desk
 * unlocks it (B2, B3, B4).
 */
final class KitahamaVisit extends Visit {
  private static final Duration STEP = Duration.ofSeconds(60);
  private static final int CODES = 100_000_000;
  private static final int TRIES_MAX = 10;

  private final Desk desk;
  private @Nullable Customer customer;
  private @Nullable String fob;
  private Instant next = Instant.EPOCH;

  KitahamaVisit(Site site, Postbox mails, Phone phone, Printout print, Desk desk) {
    super(site, mails, phone, print);
    this.desk = desk;
  }

  @Override
  boolean isPossible() throws IOException {
    var unused = new ArrayList<>(site.fobs());
    for (var each : site.tenant().customers()) unused.removeAll(everHeld(each));
    customer = free("PERSONAL").orElse(null);
    fob = unused.isEmpty() ? null : unused.getFirst();
    return customer != null && fob != null;
  }

  private List<String> everHeld(Customer candidate) throws IOException {
    var sheet = site.staff(Role.HELPDESK).get("/v1/staff" + candidate.path().substring(3));
    return sheet.expect(200).getJsonArray("tokens").stream()
        .map(token -> ((JsonObject) token).getString("serial"))
        .toList();
  }

  @Override
  String title() {
    return "キーホルダー型の申込、停止と解除 / A fob is asked for, suspended, unlocked: " + customer().user();
  }

  @Override
  void begin() throws IOException {
    var asked = new JsonObject().put("kind", "HARDWARE");
    print.receipt(site.frontEnd().post(customer().path() + "/issues", asked).expect(201));
    var keeper = site.staff(Role.STOCK_KEEPER);
    var path = "/v1/staff/fobs/" + fob() + "/";
    keeper.post(path + "allocate", customer().toJson()).expect(200);
    var shipped = keeper.post(path + "ship").expect(200);
    print.line(
        "職員 / staff  割当・発送 / allocated, shipped  %s  %s"
            .formatted(fob(), Printout.time(shipped.getString("shippedAt"))));
    var mail = mails.next(customer().registeredMail(), "発送");
    print.line("メール / mail  %s ← %s  %s".formatted(mail.to(), mail.from(), mail.subject()));
    var shown = press();
    start(customer(), fob(), shown.code());
    suspend(Integer.parseInt(shown.code()));
    unlock();
  }

  private void suspend(int code) throws IOException {
    for (var tries = 1; status(customer()).equals("IN_USE"); tries++) {
      if (tries > TRIES_MAX) throw new IOException("wrong codes do not suspend");
      print.result(verify(customer(), "%08d".formatted((code + tries) % CODES)));
    }
    print.line("状態 / status  " + status(customer()));
  }

  private void unlock() throws IOException {
    var body =
        new JsonObject()
            .put("identityCheckedBy", "届出の電話番号への折り返し / called back")
            .put("why", "入力誤り / mistyped");
    var path = "/v1/staff" + customer().path().substring(3) + "/unlock";
    site.staff(Role.HELPDESK).post(path, body).expect(200);
    print.line("職員 / staff  停止の解除 / unlocked  " + status(customer()));
  }

  private Desk.Shown press() throws IOException {
    var shown = desk.press(fob(), STEP);
    print.line("%s を押す / press → %s".formatted(fob(), shown.code()));
    next = shown.next();
    return shown;
  }

  @Override
  Instant next() {
    return next;
  }

  @Override
  void goOn() throws IOException {
    login(customer(), fob(), desk.press(fob(), STEP).code());
  }

  private Customer customer() {
    return Objects.requireNonNull(customer);
  }

  private String fob() {
    return Objects.requireNonNull(fob);
  }
}
