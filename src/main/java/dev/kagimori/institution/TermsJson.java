package dev.kagimori.institution;

import dev.kagimori.institution.AppIssue.Place;
import dev.kagimori.institution.Terms.Factors;
import dev.kagimori.institution.Terms.FobReuse;
import dev.kagimori.institution.Terms.LoginOtp;
import dev.kagimori.institution.Terms.Otherwise;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Totp;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Terms as they are stored and written by people; {@code terms.schema.json} is their schema. */
public final class TermsJson {
  private static final String SERIAL_PREFIX = "[A-Z0-9]{1,12}";

  private static final String DOMAIN = "[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+";
  private static final String ADDRESS = "[A-Za-z0-9._+-]{1,64}@" + DOMAIN;
  private static final String MONTH_DAY = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
  private static final String HOURS = "[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]";

  private TermsJson() {}

  /**
   * Reads terms.
   *
   * @throws TermsRefused naming the first place that is unknown, missing, out of range, or
   *     contradicts another
   */
  public static Terms read(JsonObject json) {
    var terms = stored(json);
    Contradictions.refuse(terms);
    return terms;
  }

  /**
   * Reads terms that were taken once. A release that finds more contradictions than the one that
   * took them does not judge them again: what was put in force stays in force.
   *
   * @throws TermsRefused naming the first place that is unknown, missing or out of range
   */
  public static Terms stored(JsonObject json) {
    var fields = new TermsFields("terms", json);
    var terms = terms(fields);
    fields.end();
    return terms;
  }

  private static Terms terms(TermsFields fields) {
    var name = fields.object("name", TermsJson::pair);
    var offered = fields.words("offered", TokenOperation.class);
    var usual = offered.contains(TokenOperation.RENEW) ? Validity.USUAL : Validity.ENDLESS;
    return new Terms(
        name.getFirst(),
        name.getLast(),
        offered,
        fields.flag("allocationRequired"),
        fields.word("fobReuse", FobReuse.class),
        fields.flag("sideBySide", true),
        fields.word("loginOtp", LoginOtp.class),
        fields.flag("setupAtLogin", false),
        fields.flag("suspensionBlocksLogin", false),
        fields.number("wrongCodesMax", 3, 10),
        fields.number("failedStartsMax", 1, 10),
        fields.number("failedStartsADay", 1, 100),
        fields.map("operations", Operation.class, TermsJson::factors),
        fields.objects("makes", (make, _) -> make(make)),
        fields.optional("limits", TermsJson::limits).orElse(LimitTerms.NONE),
        fields.flag("hardwareIssue", false),
        fields.optional("appIssue", TermsJson::appIssue).orElse(null),
        fields.optional("waits", TermsJson::waits).orElse(Waits.NONE),
        fields.optional("validity", TermsJson::validity).orElse(usual),
        fields.optional("app", TermsJson::app).orElse(AppTerms.USUAL),
        fields.optional("mail", TermsJson::mail).orElse(null),
        fields.optional("helpDesk", TermsJson::helpDesk).orElse(null),
        fields.optional("stock", TermsJson::stock).orElse(StockTerms.USUAL));
  }

  private static List<String> pair(TermsFields name) {
    return List.of(name.text("ja"), name.text("en"));
  }

  private static Factors factors(TermsFields fields) {
    return new Factors(
        fields.flag("otp"),
        fields.flag("ownFactorToo", false),
        fields.word("otherwise", Otherwise.class),
        fields.words("channels", Channel.class, Set.of(Channel.values())),
        fields.words("payees", Payee.class, Set.of(Payee.values())));
  }

  private static Make make(TermsFields fields) {
    return new Make(
        matching(fields, "prefix", fields.text("prefix"), SERIAL_PREFIX),
        fields.text("name"),
        fields.word("kind", Make.Kind.class),
        Totp.of(
            fields.word("algorithm", Algorithm.class),
            fields.number("digits", 6, 8),
            fields.number("stepSeconds", 1, 120)),
        period(fields, "start"),
        period(fields, "exchange"),
        fields.flag("selfIssued", false),
        fields.number("batteryMonths", 1, 240, 60));
  }

  private static Period period(TermsFields fields, String key) {
    return fields
        .optional(
            key,
            period -> {
              var from = period.instant("from");
              var until = period.instant("until");
              if (from != null && until != null && !from.isBefore(until))
                throw period.refused("until", "from より後にしてください。", "has to be later than from");
              return new Period(from, until);
            })
        .orElse(Period.ALWAYS);
  }

  private static LimitTerms limits(TermsFields fields) {
    return new LimitTerms(
        fields.amount("withoutOtp", 0, 999_999_999_999L),
        fields.instant("from"),
        fields.flag("afterChange", false));
  }

  private static AppIssue appIssue(TermsFields fields) {
    return new AppIssue(
        fields.text("make"),
        fields.object("startPassword", TermsJson::startPassword),
        domains(fields, "phoneDomains"),
        domains(fields, "refusedDomains"),
        fields.words("idsIn", Place.class));
  }

  private static Set<String> domains(TermsFields fields, String key) {
    var domains = fields.texts(key, List.of());
    for (var domain : domains) matching(fields, key, domain, DOMAIN);
    return Set.copyOf(domains);
  }

  private static StartPassword startPassword(TermsFields fields) {
    return new StartPassword(
        fields.number("digitsMin", 4, 8),
        fields.number("digitsMax", 4, 8),
        fields.number("triesShort", 1, 3, 3),
        fields.number("triesLong", 1, 5, 5),
        Duration.ofMinutes(fields.number("minutes", 10, 1_440, 1_440)));
  }

  private static Waits waits(TermsFields fields) {
    return new Waits(
        fields.optional("afterStop", TermsJson::waiting).orElse(null),
        fields.optional("afterRevocation", TermsJson::waiting).orElse(null));
  }

  private static Wait waiting(TermsFields fields) {
    return new Wait(
        fields.words("kinds", Make.Kind.class),
        fields.word("step", Wait.Step.class),
        fields.flag("nextDay", false),
        Duration.ofMinutes(fields.number("minutes", 0, 1_440, 0)),
        fields.optional("night", TermsJson::night).orElse(null));
  }

  private static Wait.Night night(TermsFields fields) {
    return new Wait.Night(
        fields.time("from"),
        fields.time("until"),
        fields.flag("fromIncluded", true),
        fields.flag("untilIncluded", false),
        fields.flag("minutesToo", false));
  }

  private static Validity validity(TermsFields fields) {
    return new Validity(fields.number("years", 4, 20), fields.number("renewalDays", 1, 365, 30));
  }

  private static AppTerms app(TermsFields fields) {
    return new AppTerms(
        matching(fields, "versionMin", fields.text("versionMin"), "[0-9]{1,5}(\\.[0-9]{1,5}){2}"),
        Duration.ofSeconds(fields.number("clockToleranceSeconds", 5, 600, 60)),
        fields.number("selfIssuedADay", 1, 10_000, 20));
  }

  private static MailTerms mail(TermsFields fields) {
    var languages = fields.texts("languages", List.of("ja"));
    for (var language : languages) matching(fields, "languages", language, "ja|en");
    var senderDomains = fields.texts("senderDomains");
    for (var domain : senderDomains) matching(fields, "senderDomains", domain, DOMAIN);
    return new MailTerms(
        matching(fields, "from", fields.text("from"), ADDRESS),
        senderDomains,
        languages,
        fields.words("notices", MailTerms.Notice.class),
        url(fields, "smartphoneUrl"),
        url(fields, "featurePhoneUrl"),
        url(fields, "modelsUrl"));
  }

  private static @Nullable String url(TermsFields fields, String key) {
    var url = fields.optionalText(key);
    return url == null ? null : matching(fields, key, url, "https://[!-~]{1,500}");
  }

  private static HelpDesk helpDesk(TermsFields fields) {
    var name = fields.object("name", TermsJson::pair);
    var hours = fields.textMap("hours", HelpDesk.Day.class);
    hours.forEach((day, span) -> matching(fields, "hours." + day, span, HOURS));
    var closed = fields.texts("closed", List.of());
    for (var days : closed) matching(fields, "closed", days, MONTH_DAY + "(/" + MONTH_DAY + ")?");
    return new HelpDesk(
        name.getFirst(),
        name.getLast(),
        matching(fields, "phone", fields.text("phone"), "[0-9+][0-9 -]{3,30}"),
        hours,
        closed);
  }

  private static StockTerms stock(TermsFields fields) {
    return new StockTerms(
        fields.number("seedBitsMin", 112, 160, 128),
        fields.flag("checkedOnly", false),
        fields.number("lowDays", 1, 365, 30));
  }

  private static String matching(TermsFields fields, String key, String text, String pattern) {
    if (!text.matches(pattern))
      throw fields.refused(
          key,
          "「%s」は形式が違います（%s）。".formatted(text, pattern),
          "\"%s\" has to match %s".formatted(text, pattern));
    return text;
  }
}
