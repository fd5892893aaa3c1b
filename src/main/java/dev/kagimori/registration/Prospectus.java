package dev.kagimori.registration;

import dev.kagimori.institution.AppIssue;
import dev.kagimori.institution.MailTerms;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.TokenOperation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What pages tell of an institution's terms (A13, A18, A19, B11, C8, D6, D7, D13, E9). */
final class Prospectus {
  private static final List<TokenOperation> CUSTOMERS =
      List.of(
          TokenOperation.ISSUE,
          TokenOperation.START,
          TokenOperation.EXCHANGE,
          TokenOperation.STOP,
          TokenOperation.RENEW);

  private static final List<TokenOperation> MASTERS =
      List.of(TokenOperation.UNLOCK, TokenOperation.REVOKE);

  private Prospectus() {}

  static JsonObject of(String serviceId, Terms terms, Instant now) {
    return new JsonObject()
        .put("name", name(terms.nameJa(), terms.nameEn()))
        .put("serviceId", serviceId)
        .put("offered", names(CUSTOMERS.stream().filter(terms::offers).toList()))
        .put("mastersMay", names(MASTERS.stream().filter(terms::offers).toList()))
        .put("issues", names(List.of(Make.Kind.values()).stream().filter(terms::issues).toList()))
        .put("loginOtp", terms.loginOtp().name())
        .put("appIssue", terms.appIssue() == null ? null : appIssue(terms.appIssue()))
        .put("mail", terms.mail() == null ? null : mail(terms.mail()))
        .put("helpDesk", terms.helpDesk() == null ? null : terms.helpDesk().json())
        .put("makes", makes(terms, now));
  }

  private static JsonObject name(String ja, String en) {
    return new JsonObject().put("ja", ja).put("en", en);
  }

  private static JsonObject appIssue(AppIssue issue) {
    var password = issue.startPassword();
    return new JsonObject()
        .put("startPasswordDigitsMin", password.digitsMin())
        .put("startPasswordDigitsMax", password.digitsMax())
        .put("startPasswordMinutes", password.life().toMinutes())
        .put("phoneDomains", texts(issue.phoneDomains()))
        .put("refusedDomains", texts(issue.refusedDomains()))
        .put("idsIn", names(issue.idsIn()));
  }

  private static JsonObject mail(MailTerms mail) {
    return new JsonObject()
        .put("senderDomains", texts(mail.senderDomains()))
        .put("notices", names(mail.notices()))
        .put("smartphoneUrl", mail.smartphoneUrl())
        .put("featurePhoneUrl", mail.featurePhoneUrl())
        .put("modelsUrl", mail.modelsUrl());
  }

  private static JsonArray makes(Terms terms, Instant now) {
    var makes = new JsonArray();
    for (var make : terms.makes())
      makes.add(
          new JsonObject()
              .put("prefix", make.prefix())
              .put("name", make.name())
              .put("kind", make.kind().name())
              .put("digits", make.totp().digits())
              .put("stepSeconds", make.totp().stepSeconds())
              .put("startOpen", make.start().contains(now))
              .put("exchangeOpen", make.exchange().contains(now)));
    return makes;
  }

  private static JsonArray texts(Collection<String> texts) {
    return new JsonArray(texts.stream().sorted().toList());
  }

  private static JsonArray names(Collection<? extends Enum<?>> words) {
    return new JsonArray(words.stream().sorted().map(Enum::name).toList());
  }
}
