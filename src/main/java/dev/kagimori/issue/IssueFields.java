package dev.kagimori.issue;

import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.AppIssue;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.mail.Address;
import java.util.List;

/** What a request for an issue says. */
final class IssueFields {
  private static final String PHONE_MAIL = "phoneMail";
  private static final String START_PASSWORD = "startPassword";

  private IssueFields() {}

  static Kind kind(Call call) {
    return Kind.valueOf(call.body().getString("kind"));
  }

  /**
   * Of an app issue: both fields.
   *
   * @throws ProblemException {@code MALFORMED} where one is missing
   */
  static void requireOfApp(Call call) {
    refuseThose(call, false, Reason.REQUIRED);
  }

  /**
   * Of a request for a fob: neither of the fields.
   *
   * @throws ProblemException {@code MALFORMED} where one is there
   */
  static void requireOfFob(Call call) {
    refuseThose(call, true, Reason.UNKNOWN);
  }

  private static void refuseThose(Call call, boolean thatAreThere, Reason reason) {
    var wrong =
        List.of(PHONE_MAIL, START_PASSWORD).stream()
            .filter(field -> call.body().containsKey(field) == thatAreThere)
            .map(field -> FieldError.body("/" + field, reason))
            .toList();
    if (!wrong.isEmpty()) throw new ProblemException(FieldError.malformed(wrong));
  }

  /**
   * Where the issue mail goes.
   *
   * @throws ProblemException {@code MALFORMED} where nothing can be sent there, or the terms do not
   *     let it (D13)
   */
  static Address phone(Call call, AppIssue rules) {
    var typed = call.body().getString(PHONE_MAIL);
    var address =
        Address.parse(typed)
            .orElseThrow(() -> new ProblemException(malformed(PHONE_MAIL, Reason.MAIL_ADDRESS)));
    if (!rules.takes(address.text()))
      throw new ProblemException(
          malformed(PHONE_MAIL, Reason.PHONE_MAIL).with("rule", "appIssue.phoneDomains"));
    return address;
  }

  /**
   * The start password.
   *
   * @throws ProblemException {@code MALFORMED} where it has not as many digits as the terms want
   */
  static TypedPassword startPassword(Call call, AppIssue rules) {
    var wanted = rules.startPassword();
    return TypedPassword.parse(call.body().getString(START_PASSWORD))
        .filter(
            typed -> typed.length() >= wanted.digitsMin() && typed.length() <= wanted.digitsMax())
        .orElseThrow(() ->
            new ProblemException(
                FieldError.malformed(
                        new FieldError(
                            FieldError.In.BODY,
                            "/" + START_PASSWORD,
                            Reason.START_PASSWORD,
                            span(wanted.digitsMin(), wanted.digitsMax())))
                    .with("rule", "appIssue.startPassword")));
  }

  private static String span(int least, int most) {
    return least == most ? Integer.toString(least) : least + "–" + most;
  }

  private static Problem malformed(String field, Reason reason) {
    return FieldError.malformed(FieldError.body("/" + field, reason));
  }
}
