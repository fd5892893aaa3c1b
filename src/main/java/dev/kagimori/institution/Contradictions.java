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
import dev.kagimori.institution.Terms.TokenOperation;
import java.time.Duration;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** What terms may each say, but not together. */
final class Contradictions {
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
    found.offers();
    found.login();
    found.makes();
    found.appIssue();
    found.pause("waits.afterStop", terms.waits().afterStop(), STOP);
    found.pause("waits.afterRevocation", terms.waits().afterRevocation(), null);
    found.mail();
    if (terms.limits().afterChange() && terms.limits().withoutOtp() == null)
      throw refused(
          "limits.afterChange",
          "withoutOtp がないので、変更後の限度額が決まりません。",
          "there is no withoutOtp that could hold after a change");
  }

  private void offers() {
    require(terms.offers(START), "offered", "START が必要です。", "START has to be among them");
    require(
        terms.offers(ISSUE) == (terms.hardwareIssue() || terms.appIssue() != null),
        "offered",
        "ISSUE と、appIssue または hardwareIssue は、両方あるか両方ないかのどちらかです。",
        "ISSUE goes with appIssue or hardwareIssue: give both or neither");
    require(
        !terms.hardwareIssue() || terms.makes().stream().anyMatch(m -> m.kind() == Kind.HARDWARE),
        "hardwareIssue",
        "HARDWARE の製品が必要です。",
        "needs a make of kind HARDWARE");
    require(
        !terms.offers(RENEW) || terms.makes().stream().anyMatch(m -> m.kind() == Kind.SOFTWARE),
        "offered",
        "RENEW には SOFTWARE の製品が必要です。",
        "RENEW needs a make of kind SOFTWARE");
    require(
        terms.offers(STOP) || terms.offers(EXCHANGE) || terms.offers(REVOKE),
        "offered",
        "STOP・EXCHANGE・REVOKE のいずれかが必要です。利用をやめる方法がありません。",
        "one of STOP, EXCHANGE, REVOKE has to be among them: nobody could end the use of a token");
  }

  private void login() {
    boolean asked = terms.factors(Operation.LOGIN).otp();
    require(
        asked == (terms.loginOtp() != LoginOtp.NEVER),
        "loginOtp",
        "operations.LOGIN.otp と矛盾しています。",
        "contradicts operations.LOGIN.otp");
    require(
        !terms.setupAtLogin() || (terms.offers(ISSUE) && terms.loginOtp() == LoginOtp.ALWAYS),
        "setupAtLogin",
        "ISSUE の提供と loginOtp: ALWAYS が必要です。",
        "needs ISSUE to be offered and loginOtp: ALWAYS");
  }

  private void makes() {
    var prefixes = new HashSet<String>();
    for (var make : terms.makes()) {
      var place = "makes." + make.prefix();
      require(
          prefixes.add(make.prefix()), place, "同じ prefix が2回あります。", "the prefix is there twice");
      require(
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
    require(
        make.filter(m -> m.kind() == Kind.SOFTWARE).isPresent(),
        "appIssue.make",
        "makes にない製品か、SOFTWARE ではありません。",
        "is no make of kind SOFTWARE among makes");
    var password = issue.startPassword();
    require(
        password.digitsMin() <= password.digitsMax(),
        "appIssue.startPassword",
        "digitsMin が digitsMax より大きくなっています。",
        "digitsMin is greater than digitsMax");
    require(!issue.idsIn().isEmpty(), "appIssue.idsIn", "一つ以上必要です。", "at least one is needed");
    require(
        !issue.idsIn().contains(Place.MAIL) || terms.mail() != null,
        "appIssue.idsIn",
        "MAIL には mail の設定が必要です。",
        "MAIL needs the section mail");
    for (var domain : issue.phoneDomains())
      require(
          !issue.refusedDomains().contains(domain),
          "appIssue.phoneDomains",
          domain + " は refusedDomains にもあります。",
          domain + " is among refusedDomains too");
  }

  private void pause(String place, @Nullable Wait wait, @Nullable TokenOperation after) {
    if (wait == null) return;
    require(
        after == null || terms.offers(after),
        place,
        after + " が提供されていません。",
        after + " is not offered");
    require(
        wait.step() == Wait.Step.ISSUE || !wait.kinds().contains(Kind.HARDWARE),
        place + ".step",
        "SET_UP は SOFTWARE だけにあります。",
        "a fob has no SET_UP: name SOFTWARE alone");
    boolean pauses = !wait.pause().equals(Duration.ZERO);
    require(
        wait.nextDay() || pauses || wait.night() != null,
        place,
        "nextDay・minutes・night のいずれかが必要です。",
        "needs nextDay, minutes or night");
    require(
        !wait.nextDay() || wait.night() == null,
        place,
        "nextDay と night は同時に指定できません。",
        "nextDay and night exclude each other");
    var night = wait.night();
    require(
        night == null || !night.from().equals(night.until()),
        place + ".night",
        "from と until が同じです。",
        "from and until are the same");
  }

  private void mail() {
    var mail = terms.mail();
    if (mail == null) return;
    var domain = mail.from().substring(mail.from().indexOf('@') + 1);
    require(
        mail.senderDomains().contains(domain),
        "mail.senderDomains",
        "from のドメイン " + domain + " が必要です。",
        "the domain of from, " + domain + ", has to be among them");
    require(!mail.languages().isEmpty(), "mail.languages", "一つ以上必要です。", "at least one is needed");
    require(
        terms.appIssue() == null || mail.smartphoneUrl() != null,
        "mail.smartphoneUrl",
        "appIssue がある場合は、アプリの入手先が必要です。",
        "appIssue needs an address to get the app from");
    require(terms.helpDesk() != null, "helpDesk", "メールには連絡先が必要です。", "mails need someone to call");
  }

  private static void require(boolean holds, String place, String ja, String en) {
    if (!holds) throw refused(place, ja, en);
  }

  private static TermsRefused refused(String place, String ja, String en) {
    return new TermsRefused("terms." + place, ja, en);
  }
}
