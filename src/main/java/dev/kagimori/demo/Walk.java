package dev.kagimori.demo;

import dev.kagimori.demo.Desk.Shown;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.UUID;

/** A token's whole life, as a customer and a front end go through it. */
final class Walk {
  private final Screen screen;
  private final Printout print;
  private final FrontEnd frontEnd;
  private final Desk desk;
  private final Countdown countdown;
  private final Customer customer;
  private final String first;
  private final String second;

  Walk(Screen screen, FrontEnd frontEnd, Desk desk, Countdown countdown, Standing standing) {
    this.screen = screen;
    print = new Printout(screen);
    this.frontEnd = frontEnd;
    this.desk = desk;
    this.countdown = countdown;
    customer = standing.customer();
    first = standing.fob();
    second = standing.otherFob();
  }

  /**
   * Takes the fobs through it; about two minutes.
   *
   * @throws FrontEnd.Unexpected when the service answers otherwise than it should
   */
  void run() throws IOException {
    screen.line();
    screen.line(
        "E %s トークンの一生 / A token's life: %s %s"
            .formatted(Tenant.MINATO.nameJa(), customer.contract(), customer.user()));
    screen.line("コードは一度だけ有効なので、次を待ちながら進みます / A code works once, so each step awaits the next");
    var shown = start();
    shown = verify("2/6", "ログイン / Login", "LOGIN", next(shown));
    shown = verify("3/6", "振込 / Transfer", "TRANSFER", next(shown));
    exchange(next(shown));
    oldOneRefused();
    stop();
  }

  private Shown next(Shown shown) {
    countdown.until(shown.next());
    return shown;
  }

  private Shown press(String serial) throws IOException {
    var shown = desk.press(serial);
    screen.line("      %s を押す / press → %s".formatted(serial, shown.code()));
    return shown;
  }

  private Shown start() throws IOException {
    title("1/6", "利用開始 / Start of use");
    var shown = press(first);
    var body =
        new JsonObject().put("serial", first).put("code", shown.code()).put("loginOtp", true);
    print.receipt(frontEnd.post(customer.path() + "/start", body).expect(201));
    return shown;
  }

  private Shown verify(String number, String title, String operation, Shown before)
      throws IOException {
    title(number, title);
    var shown = press(before.serial());
    judged(operation, shown, "ACCEPTED");
    return shown;
  }

  private void judged(String operation, Shown shown, String expected) throws IOException {
    var body =
        new JsonObject()
            .put("code", shown.code())
            .put("operation", operation)
            .put("reference", UUID.randomUUID().toString());
    var reply = frontEnd.post(customer.path() + "/verify", body);
    var answer = reply.expect(200);
    if (!answer.getString("result").equals(expected)) throw new FrontEnd.Unexpected(reply);
    print.result(answer);
  }

  private void exchange(Shown before) throws IOException {
    title("4/6", "交換 / Exchange: %s → %s".formatted(first, second));
    var old = press(before.serial());
    var open =
        frontEnd
            .post(customer.path() + "/exchange", new JsonObject().put("code", old.code()))
            .expect(201);
    screen.line(
        "      交換受付 / exchange open until  %s"
            .formatted(Printout.time(open.getString("expiresAt"))));
    var shown = press(second);
    var body = new JsonObject().put("serial", second).put("code", shown.code());
    print.receipt(
        frontEnd
            .post(customer.path() + "/exchange/" + open.getString("exchange"), body)
            .expect(201));
    countdown.until(old.next().isAfter(shown.next()) ? old.next() : shown.next());
  }

  /** With a code that it has not shown before: nothing but the exchange speaks against it. */
  private void oldOneRefused() throws IOException {
    title("5/6", "旧トークンは使えない / The old fob is refused");
    judged("LOGIN", press(first), "WRONG");
  }

  private void stop() throws IOException {
    title("6/6", "利用中止 / Stop of use");
    var shown = press(second);
    print.receipt(
        frontEnd
            .post(customer.path() + "/stop", new JsonObject().put("code", shown.code()))
            .expect(201));
  }

  private void title(String number, String title) {
    screen.line("  %s %s".formatted(number, title));
  }
}
