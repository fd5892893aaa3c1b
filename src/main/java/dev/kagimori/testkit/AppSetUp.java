package dev.kagimori.testkit;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** How a customer comes to a token in the app: as the institution's terms have it. */
final class AppSetUp {
  private static final AtomicInteger PHONES = new AtomicInteger();
  private static final Pattern USER_ID = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");

  /** What the customers of a test choose; not one that is told in a document. */
  private static final String PASSWORD = "73914026";

  private AppSetUp() {}

  /** By an issue where there are issues, else as the app does at its first start (E8). */
  static App setUp(Customer customer) {
    var institution = customer.institution();
    var phone = customer.phone();
    if (institution.terms().containsKey("appIssue")) {
      var issue = issue(customer);
      return new App(
          phone, phone.activate(issue.serviceId(), issue.userId(), issue.startPassword()));
    }
    return new App(phone, phone.selfIssue(serviceId(institution), selfIssued(institution)));
  }

  static AppIssue issue(Customer customer) {
    var institution = customer.institution();
    var address = "phone-" + PHONES.incrementAndGet() + "@phone.example.jp";
    var password = PASSWORD.substring(0, digitsMax(institution));
    var receipt =
        FrontEnd.post(
            customer,
            "issues",
            new JsonObject()
                .put("kind", "SOFTWARE")
                .put("phoneMail", address)
                .put("startPassword", password));
    var userId =
        Optional.ofNullable(receipt.getString("userId")).orElseGet(() -> mailed(customer, address));
    return new AppIssue(
        receipt.getString("receiptNumber"), serviceId(institution), userId, password);
  }

  private static int digitsMax(Institution institution) {
    return institution
        .terms()
        .getJsonObject("appIssue")
        .getJsonObject("startPassword", new JsonObject())
        .getInteger("digitsMax", PASSWORD.length());
  }

  /** Where the IDs are in the mail alone (C8). */
  private static String mailed(Customer customer, String address) {
    var mail = customer.institution().kagimori().mails().awaitLast(address, 1);
    var found = USER_ID.matcher(mail.text());
    if (!found.find()) throw new IllegalStateException("the mail tells no user ID");
    return found.group();
  }

  private static String serviceId(Institution institution) {
    return FrontEnd.get(institution, "/v1/institution").getString("serviceId");
  }

  private static String selfIssued(Institution institution) {
    for (var each : institution.terms().getJsonArray("makes")) {
      var make = (JsonObject) each;
      if (make.getBoolean("selfIssued", false)) return make.getString("prefix");
    }
    throw new IllegalArgumentException(
        "%s の利用条件にはアプリのトークンがありません / the terms of %s have no app tokens"
            .formatted(institution.id(), institution.id()));
  }
}
