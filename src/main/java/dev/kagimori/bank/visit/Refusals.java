package dev.kagimori.bank.visit;

import dev.kagimori.client.Refused;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What a refusal of the token service means to a customer, and what they do next. */
public final class Refusals {
  private static final int FEW = 2;

  private Refusals() {}

  /** Nothing was done; later it may go. */
  public static Notice busy() {
    return Notice.error(
        "ただいま混み合っています。お手続きは行われていません。しばらくしてからもう一度お試しください。",
        "The service is busy. Nothing was done; please try again in a while.");
  }

  /** In the words of the frontend guide, at the field that it is about. */
  public static Notice notice(Refused refused) {
    return switch (refused.code()) {
      case NOT_ACCEPTED ->
          Notice.error(
              "トークンを登録できませんでした。シリアル番号とワンタイムパスワードをご確認のうえ、次の数字が表示されてから、もう一度お試しください。",
              "The token was not registered. Check serial number and code, wait for the next code,"
                  + " and try again.");
      case WRONG -> wrong(refused.triesLeft());
      case REPLAYED -> replayed();
      case NEXT_CODE_NEEDED -> nextCode();
      case EXPIRED -> expired();
      case SUSPENDED -> suspended();
      case REPLACE_TOKEN ->
          Notice.error(
                  "このトークンはこれ以上お使いいただけません。取り替えが必要です。ヘルプデスクにご連絡ください。",
                  "This token can't be used any more and has to be replaced. Please call the help"
                      + " desk.")
              .withHelpDesk();
      case ALREADY_REGISTERED ->
          Notice.error("すでにご利用中のトークンがあります。", "You have a token in use already.");
      case NOT_REGISTERED ->
          Notice.error(
              "ご利用中のトークンがありません。先に利用開始を行ってください。", "You have no token in use. Start one first.");
      case EXCHANGE_EXPIRED ->
          Notice.error(
              "交換の受付時間（10分）が過ぎたか、お手続きが終了しています。今のトークンで最初からやり直してください。",
              "The ten minutes for the exchange are over, or it has ended. Begin again with your"
                  + " present token.");
      case MAKE_CLOSED ->
          Notice.at(
              "serial", "この種類のトークンは、現在お取り扱いしていません。", "Tokens of this kind are not accepted now.");
      case NOT_OFFERED -> Notice.error("このお手続きはお取り扱いしていません。", "This is not offered.");
      case TOO_EARLY -> tooEarly(refused.nextIssueFrom());
      case RECEIPTS_EXHAUSTED ->
          Notice.error("本日の受付は終了しました。翌日にお試しください。", "No more is taken today. Please try tomorrow.");
      case MALFORMED -> malformed(refused);
      case OVERLOADED, RATE_LIMITED -> busy();
      default ->
          Notice.error(
                  "システムエラーが発生しました。お問い合わせ番号：" + refused.instance(),
                  "A system error occurred. Reference: " + refused.instance())
              .withHelpDesk();
    };
  }

  /** The code that starts an app's token: there is no serial number that could be wrong. */
  public static Notice appCode() {
    return Notice.at(
        "code",
        "ワンタイムパスワードを確認できませんでした。アプリに次の数字が表示されてから、もう一度お試しください。",
        "The code was not accepted. Wait for the app's next code, and try again.");
  }

  private static Notice malformed(Refused refused) {
    var pointer = refused.errors().isEmpty() ? "" : refused.errors().getFirst().pointer();
    return switch (pointer == null ? "" : pointer) {
      case "/code", "/nextCode" -> Notice.at("code", "数字6〜8桁で入力してください。", "Enter 6 to 8 digits.");
      case "/serial" ->
          Notice.at(
              "serial",
              "シリアル番号は、トークンの裏面（アプリは画面の下）のとおりに入力してください。",
              "Enter the serial number as on the token's back, or below the code in the app.");
      case "/phoneMail" ->
          Notice.at(
              "phoneMail",
              "携帯電話のメールアドレスをご確認ください。パソコンのアドレスはお使いいただけません。",
              "Check the phone's mail address; a computer's is not taken.");
      case "/startPassword" ->
          Notice.at(
              "startPassword",
              "利用開始パスワードの桁数をご確認ください。",
              "Check the number of digits of the start-use password.");
      default -> Notice.error(refused.detail(), refused.detail());
    };
  }

  /**
   * A wrong code.
   *
   * @param triesLeft before suspension; null where that is not told
   */
  public static Notice wrong(@Nullable Integer triesLeft) {
    if (triesLeft != null && triesLeft == 0) return suspended();
    var ja =
        triesLeft == null || triesLeft > FEW ? "" : "あと%d回間違えると、ご利用が停止されます。".formatted(triesLeft);
    var en =
        triesLeft == null || triesLeft > FEW
            ? ""
            : triesLeft == 1
                ? " One more wrong code suspends your token."
                : " %d more wrong codes suspend your token.".formatted(triesLeft);
    return Notice.at(
        "code",
        "ワンタイムパスワードが違います。トークンに今表示されている数字を入力してください。" + ja,
        "The code is wrong. Enter the digits that your token shows now." + en);
  }

  public static Notice replayed() {
    return Notice.at(
        "code",
        "使用済みのワンタイムパスワードです。次の数字が表示されてから入力してください。",
        "This code was used already. Wait for the next one, then enter it.");
  }

  public static Notice nextCode() {
    return Notice.at(
        "nextCode",
        "トークンの時計を確認します。続けて、次に表示される数字も入力してください。",
        "To check your token's clock, wait for its next code and enter that, too.");
  }

  public static Notice expired() {
    return Notice.error(
        "トークンの有効期限が切れています。アプリで有効期限を更新してください。", "Your token has expired. Renew it in the app.");
  }

  public static Notice suspended() {
    return Notice.error(
            "ワンタイムパスワードは停止されています。ヘルプデスクにご連絡ください。",
            "One-time passwords are suspended. Please call the help desk.")
        .withHelpDesk();
  }

  private static Notice tooEarly(@Nullable OffsetDateTime from) {
    if (from == null) return Notice.error("まだお手続きいただけません。", "It is too early for this.");
    return Notice.error(
        "まだお手続きいただけません。%s 以降にお試しください。".formatted(Dates.minute(Lang.JA, from)),
        "It is too early for this. Try again from %s on.".formatted(Dates.minute(Lang.EN, from)));
  }
}
