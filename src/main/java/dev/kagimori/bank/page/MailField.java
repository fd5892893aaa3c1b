package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Form;
import dev.kagimori.client.Institution.AppIssue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A mail address that a customer types; twice, where the page asks for it twice. */
final class MailField {
  static final String FIELD = "phoneMail";
  static final String AGAIN = "phoneMailAgain";

  private static final int LENGTH_MAX = 254;

  /** A slip of the finger, no more: what can be sent to, the token service says. */
  private static final Pattern SHAPE =
      Pattern.compile("[!-~&&[^@]]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  private MailField() {}

  /** Where the issue mail goes; what the terms do not take is told at the field (D13). */
  static String phone(Form form, AppIssue rules, boolean twice) {
    var address = read(form, FIELD, AGAIN, "携帯電話のメールアドレス", "mail address of your phone", twice);
    if (form.isFine() && !takes(rules, address)) refuse(form, rules);
    return address;
  }

  /**
   * Any address; what was typed comes back whether it is right or not.
   *
   * @param ja the field's name
   */
  static String read(Form form, String field, String again, String ja, String en, boolean twice) {
    var address = form.plain(field);
    if (address.isEmpty()) form.needed(field, ja, en);
    else if (address.length() > LENGTH_MAX || !SHAPE.matcher(address).matches())
      form.refuse(
          field,
          "メールアドレスの形式をご確認ください（例：name@example.jp）。",
          "Check the form of the address, such as name@example.jp.");
    if (!twice) return address;
    var repeated = form.plain(again);
    if (repeated.isEmpty()) form.needed(again, ja + "（確認用）", en + " once more");
    else if (!repeated.equals(address))
      form.refuse(
          again,
          "2つのメールアドレスが一致していません。同じものを入力してください。",
          "The two addresses differ. Enter the same one.");
    return address;
  }

  private static boolean takes(AppIssue rules, String address) {
    var domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (isIn(rules.refusedDomains(), domain)) return false;
    return rules.phoneDomains().isEmpty() || isIn(rules.phoneDomains(), domain);
  }

  private static boolean isIn(List<String> domains, String domain) {
    return domains.stream().anyMatch(each -> domain.equals(each) || domain.endsWith("." + each));
  }

  private static void refuse(Form form, AppIssue rules) {
    var taken = rules.phoneDomains();
    form.refuse(
        FIELD,
        "携帯電話・スマートフォンのメールアドレスを入力してください。パソコンのアドレスはお使いいただけません。"
            + (taken.isEmpty() ? "" : "お使いいただけるのは、次のドメインです：" + String.join("、", taken)),
        "Enter the mail address of your phone; a computer's is not taken."
            + (taken.isEmpty() ? "" : " These domains are: " + String.join(", ", taken)));
  }
}
