package dev.kagimori.demo;

import dev.kagimori.localpage.Tongue;

/**
 * What an employee does about a refusal. The API's own words are for whoever writes the bank's
 * programs; its code stays, for whom the employee asks.
 */
final class CounterRefusal {
  private CounterRefusal() {}

  static String text(Tongue tongue, String code) {
    return tongue.say("%s（%s）", "%s (%s)").formatted(whatToDo(tongue, code), code);
  }

  private static String whatToDo(Tongue tongue, String code) {
    return switch (code) {
      case "MALFORMED" ->
          tongue.say(
              "空欄か、使えない文字の欄があります。入力し直して、もう一度ボタンを押してください。",
              "A field is empty, or has something in it that can't be used. Fill it in anew and"
                  + " press the button again.");
      case "WRONG_STATE" ->
          tongue.say(
              "お客さまの状況が変わったため、この操作はできません。下の状況を確かめて、操作を選び直してください。",
              "The customer's status has changed, so this can't be done. Look at the status below"
                  + " and choose anew.");
      case "NOT_REGISTERED" ->
          tongue.say(
              "このお客さまには対象のトークンがありません。下の状況を確かめてください。",
              "This customer has no token for that. Look at the status below.");
      case "ALREADY_REGISTERED" ->
          tongue.say(
              "このお客さまにはすでにトークンがあります。別のトークンを渡すときは、先にいまのトークンを失効させてください。",
              "This customer has a token already. To hand out another one, revoke that first.");
      case "NOT_OFFERED" ->
          tongue.say(
              "この金融機関では取り扱っていません。ほかの操作を選んでください。",
              "This institution does not offer that. Choose something else.");
      case "REPLACE_TOKEN" ->
          tongue.say(
              "誤りが多すぎるため、このトークンは停止を解除できません。失効させて、新しいトークンを渡してください。",
              "After so many wrong codes this token can't be unlocked. Revoke it and hand out a new"
                  + " one.");
      case "TOO_EARLY" ->
          tongue.say(
              "前のトークンを終えてからの待ち時間がまだ過ぎていません。時間をおいて、もう一度操作してください。",
              "The wait since the last token ended is not over. Try again later.");
      case "MAKE_CLOSED" ->
          tongue.say(
              "この種類のトークンは受付を終了しています。別の種類のトークンを渡してください。",
              "This make of token is not handed out any more. Take another one.");
      case "DECIDED", "EXPIRED" ->
          tongue.say(
              "この申請はもう終わっています。必要なときは、はじめから操作し直してください。",
              "That request has come to its end. If it is still needed, begin anew.");
      case "OWN_REQUEST" ->
          tongue.say(
              "ご自身の申請は承認できません。別の承認者に依頼してください。",
              "Nobody approves their own request. Ask another supervisor.");
      case "NOT_FOUND" ->
          tongue.say(
              "対象が見つかりません。一覧に戻り、お客さまを選び直してください。",
              "That is not there. Go back to the list and choose the customer again.");
      case "UNAUTHENTICATED", "FORBIDDEN" ->
          tongue.say(
              "担当の職員にこの操作の権限がありません。管理者に確認してください。",
              "The account in charge may not do that. Ask the administrator.");
      case "RATE_LIMITED", "OVERLOADED" ->
          tongue.say(
              "混み合っています。少し待ってから、もう一度操作してください。何も変わっていません。",
              "The service is busy. Wait a little and try again. Nothing has changed.");
      case "OUTCOME_UNKNOWN" ->
          tongue.say(
              "終わったかどうか分かりません。下の状況を確かめ、変わっていなければ、もう一度操作してください。",
              "Whether it was done is not known. Look at the status below, and try again if it has"
                  + " not changed.");
      default ->
          tongue.say(
              "この操作はできませんでした。下の状況を確かめ、解決しないときは括弧内の記号を管理者に伝えてください。",
              "That could not be done. Look at the status below; if that does not help, tell the"
                  + " administrator what is in the parentheses.");
    };
  }
}
