package dev.kagimori.bank;

import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.App;
import dev.kagimori.testkit.Mails;
import java.util.regex.Pattern;

/** What customers do between two pages: they set the app up on their phone. */
final class Issues {
  static final String ADDRESS = "hanako@phone.example.jp";

  private static final Pattern SERVICE_ID = Pattern.compile("(?<![0-9])[0-9]{8}(?![0-9])");
  private static final Pattern USER_ID = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");

  private Issues() {}

  /** A start-use password that no page and no log may show. */
  static String startPassword() {
    Secrets.password("70915382");
    return "70915382";
  }

  /** Fills the fields of an issue that are there twice. */
  static Clicks fill(Clicks clicks, String address, String password) {
    return clicks
        .type("phoneMail", address)
        .type("phoneMailAgain", address)
        .type("startPassword", password)
        .type("startPasswordAgain", password);
  }

  /** Types what the page tells into the app. */
  static App fromPage(Clicks clicks, Person who) {
    return app(who, told(clicks, "サービスID"), told(clicks, "ユーザID"));
  }

  /** Likewise what the mail tells. */
  static App fromMail(Mails mails, String address, int count, Person who) {
    var text = mails.awaitLast(address, count).text();
    return app(who, digits(text, SERVICE_ID), digits(text, USER_ID));
  }

  private static String digits(String mail, Pattern digits) {
    var found = digits.matcher(mail);
    if (!found.find()) throw new AssertionError("no " + digits + " in the mail");
    return found.group();
  }

  static String told(Clicks clicks, String label) {
    return clicks.fact(label).replace(" ", "");
  }

  private static App app(Person who, String serviceId, String userId) {
    var phone = who.customer().phone();
    var app = new App(phone, phone.activate(serviceId, userId, startPassword()));
    Secrets.seed(app.token().seed());
    return app;
  }

  /** Its code, one that no log may show. */
  static String code(App app) {
    return Secrets.code(app.code());
  }
}
