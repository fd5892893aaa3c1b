package dev.kagimori.trial;

import dev.kagimori.institution.TermsFile;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** App issues of customers, and what phones make of them. */
final class Issues {
  static final String PASSWORD = "48205713";

  private Issues() {}

  /** A shipped institution under another name, with some terms changed. */
  static Institution institution(TestBank bank, String id, String shipped, JsonObject changed) {
    var terms = TermsFile.shipped(shipped);
    if (!terms.containsKey("hardwareIssue")) terms.put("hardwareIssue", false);
    return bank.institution(id, terms.mergeIn(changed, true));
  }

  /** What a customer learns of an issue. */
  record Issued(Customer customer, String receiptNumber, String serviceId, String userId) {
    Reply activate(Device phone) {
      return activate(phone, PASSWORD);
    }

    Reply activate(Device phone, String password) {
      return activation(phone, password).send();
    }

    Request activation(Device phone, String password) {
      var bank = customer.institution().bank;
      return Request.app(bank, "activate")
          .with(phone.activation(serviceId, userId, password, bank.time.instant()));
    }

    /** Sets the app up. */
    AppToken setUp(Device phone) {
      return opened(phone, serviceId, activate(phone).expect(201));
    }
  }

  static AppToken opened(Device phone, String serviceId, Reply answer) {
    var token = phone.open(serviceId, answer.json());
    Secrets.seed(token.seed());
    return token;
  }

  static JsonObject software() {
    return new JsonObject()
        .put("kind", "SOFTWARE")
        .put("phoneMail", "hanako@phone.example.jp")
        .put("startPassword", PASSWORD);
  }

  static Reply ask(Customer customer) {
    return customer.call("issueToken").with(software()).send();
  }

  static Issued issue(Customer customer) {
    var reply = ask(customer).expect(201);
    return new Issued(
        customer, reply.text("receiptNumber"), reply.text("serviceId"), reply.text("userId"));
  }

  static Reply request(Customer customer) {
    return customer.call("issueToken").with(new JsonObject().put("kind", "HARDWARE")).send();
  }

  static String code(Customer customer, AppToken token) {
    return Secrets.code(token.codeAt(customer.institution().bank.time.instant()));
  }

  static void start(Customer customer, AppToken token) {
    customer.start(token.serial(), code(customer, token)).expect(201);
  }

  static Reply stop(Customer customer, AppToken token) {
    return customer.call("stop").with(new JsonObject().put("code", code(customer, token))).send();
  }

  /** The app renews its token. */
  static Reply renew(Institution institution, Device phone, AppToken token) {
    var now = institution.bank.time.instant();
    var code = Secrets.code(token.codeAt(now));
    return Request.app(institution.bank, "renew")
        .with(phone.renewal(institution.serviceId(), token.serial(), code, now))
        .send();
  }

  static String wrongCode(AppToken token, Instant now) {
    return Held.of(token).wrongCode(now);
  }
}
