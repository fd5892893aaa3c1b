package dev.kagimori.institution;

import static dev.kagimori.institution.Terms.TokenOperation.EXCHANGE;
import static dev.kagimori.institution.Terms.TokenOperation.ISSUE;
import static dev.kagimori.institution.Terms.TokenOperation.RENEW;
import static dev.kagimori.institution.Terms.TokenOperation.REVOKE;
import static dev.kagimori.institution.Terms.TokenOperation.START;
import static dev.kagimori.institution.Terms.TokenOperation.STOP;

import dev.kagimori.institution.AppIssue.Place;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms.LoginOtp;
import java.util.HashSet;
import java.util.regex.Pattern;

/** What terms may each say, but not together. */
final class Contradictions {
  /** RFC 5321 §4.1.2. */
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  /** What mails begin with; something of it can be seen. */
  private static final Pattern NAME =
      Pattern.compile("(?=.*[^\\p{Z}\\p{C}])[^\\p{Cc}\\u2028\\u2029]{1,200}");

  private final Terms terms;

  private Contradictions(Terms terms) {
    this.terms = terms;
  }

  /**
   * Finds the first.
   *
   * @throws TermsRefused where there is one
   */
  static void refuse(Terms terms) {
    var found = new Contradictions(terms);
    found.names();
    found.offers();
    found.login();
    FactorChecks.refuse(terms);
    found.makes();
    found.appIssue();
    WaitChecks.refuse(terms);
    found.mail();
    if (terms.helpDesk() != null) HelpDeskChecks.refuse(terms.helpDesk());
    found.validity();
    found.limits();
  }

  private void offers() {
    TermsRefused.unless(
        terms.offers(START), "offered", "START が必要です。", "START has to be among them");
    TermsRefused.unless(
        terms.offers(ISSUE) == (terms.hardwareIssue() || terms.appIssue() != null),
        "offered",
        "ISSUE と、appIssue または hardwareIssue は、両方あるか両方ないかのどちらかです。",
        "ISSUE goes with appIssue or hardwareIssue: give both or neither");
    TermsRefused.unless(
        !terms.hardwareIssue() || terms.makes().stream().anyMatch(m -> m.kind() == Kind.HARDWARE),
        "hardwareIssue",
        "HARDWARE の製品が必要です。",
        "needs a make of kind HARDWARE");
    TermsRefused.unless(
        !terms.offers(RENEW) || terms.makes().stream().anyMatch(m -> m.kind() == Kind.SOFTWARE),
        "offered",
        "RENEW には SOFTWARE の製品が必要です。",
        "RENEW needs a make of kind SOFTWARE");
    TermsRefused.unless(
        terms.offers(STOP) || terms.offers(EXCHANGE) || terms.offers(REVOKE),
        "offered",
        "STOP・EXCHANGE・REVOKE のいずれかが必要です。利用をやめる方法がありません。",
        "one of STOP, EXCHANGE, REVOKE has to be among them: nobody could end the use of a token");
  }

  /** An app token that expires leaves its customer a way on (C5, C6). */
  private void validity() {
    TermsRefused.unless(
        terms.validity().years() == null || terms.offers(RENEW),
        "validity",
        "有効期限が切れたお客さまが更新できません。RENEW を提供するか、validity を削除してください（期限なしになります）。",
        "whoever's token expires could not renew it: offer RENEW, or leave validity out, and tokens"
            + " do not expire");
  }

  /** What people read says something. */
  private void names() {
    said("name.ja", terms.nameJa());
    said("name.en", terms.nameEn());
    for (var make : terms.makes()) said("makes." + make.prefix() + ".name", make.name());
    var desk = terms.helpDesk();
    if (desk == null) return;
    said("helpDesk.name.ja", desk.nameJa());
    said("helpDesk.name.en", desk.nameEn());
  }

  private static void said(String place, String text) {
    TermsRefused.unless(
        NAME.matcher(text).matches(),
        place,
        "1 行、200 字以内の名称を入力してください（空白だけの名称、改行、制御文字は使えません）。",
        "has to be a name of one line and 200 characters at most: not only spaces, no line break,"
            + " no control character");
  }

  private void limits() {
    var limits = terms.limits();
    boolean cut = limits.withoutOtp() != null;
    TermsRefused.unless(
        cut || !limits.afterChange(),
        "limits.afterChange",
        "withoutOtp がないので、変更後の限度額が決まりません。withoutOtp を指定するか、afterChange を削除してください。",
        "there is no withoutOtp that could hold after a change: give it, or leave afterChange out");
    TermsRefused.unless(
        cut || limits.from() == null,
        "limits.from",
        "withoutOtp がないので、その日から何も変わりません。withoutOtp を指定するか、from を削除してください。",
        "there is no withoutOtp that could begin then: give it, or leave from out");
  }

  private void login() {
    boolean asked = terms.factors(Operation.LOGIN).otp();
    TermsRefused.unless(
        asked == (terms.loginOtp() != LoginOtp.NEVER),
        "loginOtp",
        "operations.LOGIN.otp と矛盾しています。",
        "contradicts operations.LOGIN.otp");
    TermsRefused.unless(
        !terms.setupAtLogin() || (terms.offers(ISSUE) && terms.loginOtp() == LoginOtp.ALWAYS),
        "setupAtLogin",
        "ISSUE の提供と loginOtp: ALWAYS が必要です。",
        "needs ISSUE to be offered and loginOtp: ALWAYS");
  }

  private void makes() {
    TermsRefused.unless(
        !terms.makes().isEmpty(),
        "makes",
        "製品が一つもないので、利用開始できません。一つ以上指定してください。",
        "without any, nothing could be started: give one at least");
    var prefixes = new HashSet<String>();
    for (var make : terms.makes()) {
      var place = "makes." + make.prefix();
      TermsRefused.unless(
          prefixes.add(make.prefix()), place, "同じ prefix が2回あります。", "the prefix is there twice");
      TermsRefused.unless(
          !make.selfIssued() || make.kind() == Kind.SOFTWARE,
          place + ".selfIssued",
          "SOFTWARE の製品だけに指定できます。",
          "is for makes of kind SOFTWARE alone");
    }
  }

  private void appIssue() {
    var issue = terms.appIssue();
    if (issue == null) return;
    var make = terms.makes().stream().filter(m -> m.prefix().equals(issue.make())).findFirst();
    TermsRefused.unless(
        make.filter(m -> m.kind() == Kind.SOFTWARE).isPresent(),
        "appIssue.make",
        "makes にない製品か、SOFTWARE ではありません。",
        "is no make of kind SOFTWARE among makes");
    var password = issue.startPassword();
    TermsRefused.unless(
        password.digitsMin() <= password.digitsMax(),
        "appIssue.startPassword",
        "digitsMin が digitsMax より大きくなっています。",
        "digitsMin is greater than digitsMax");
    TermsRefused.unless(
        !issue.idsIn().isEmpty(), "appIssue.idsIn", "一つ以上必要です。", "at least one is needed");
    TermsRefused.unless(
        !issue.idsIn().contains(Place.MAIL) || terms.mail() != null,
        "appIssue.idsIn",
        "MAIL には mail の設定が必要です。",
        "MAIL needs the section mail");
    for (var domain : issue.phoneDomains())
      TermsRefused.unless(
          issue.takes("anybody@" + domain),
          "appIssue.phoneDomains",
          domain + " は refusedDomains にあるドメイン（またはその下）なので、使えません。どちらかから削除してください。",
          domain + " is among refusedDomains, or below one of them: take it out of either");
  }

  private void mail() {
    var mail = terms.mail();
    if (mail == null) return;
    var domain = mail.from().substring(mail.from().indexOf('@') + 1);
    TermsRefused.unless(
        DOMAIN.matcher(domain).matches(),
        "mail.from",
        domain + " というドメインはありません。",
        "there is no domain " + domain + ", whose labels begin and end with a letter or digit");
    TermsRefused.unless(
        mail.senderDomains().contains(domain),
        "mail.senderDomains",
        "from のドメイン " + domain + " が必要です。",
        "the domain of from, " + domain + ", has to be among them");
    TermsRefused.unless(
        !mail.languages().isEmpty(), "mail.languages", "一つ以上必要です。", "at least one is needed");
    TermsRefused.unless(
        terms.appIssue() == null || mail.smartphoneUrl() != null,
        "mail.smartphoneUrl",
        "appIssue がある場合は、アプリの入手先が必要です。",
        "appIssue needs an address to get the app from");
    TermsRefused.unless(
        terms.helpDesk() != null, "helpDesk", "メールには連絡先が必要です。", "mails need someone to call");
  }
}
