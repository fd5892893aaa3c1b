package dev.kagimori.demo;

import dev.kagimori.demo.CounterDesk.Sheet;
import dev.kagimori.localpage.Html;
import dev.kagimori.localpage.Tongue;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The acts that make sense for a customer as they stand; the service judges each.
 *
 * @param action where forms go
 */
record CounterForms(Tongue tongue, Sheet sheet, Html action) {
  private static final List<String> TO_HAND_OUT = List.of("NOT_REGISTERED", "REQUESTED");
  private static final List<String> TO_SUSPEND =
      List.of("ALLOCATED", "ISSUED", "ACTIVATED", "IN_USE");
  private static final List<String> TO_REVOKE =
      List.of("ALLOCATED", "ISSUED", "ACTIVATED", "IN_USE", "SUSPENDED", "EXPIRED");

  Html all() {
    var forms = new ArrayList<Html>();
    var status = sheet.status();
    for (var asked : sheet.waiting()) forms.add(approve(asked));
    if (sheet.toShip().isPresent()) forms.add(handOut(sheet.toShip().get()));
    else if (TO_HAND_OUT.contains(status)) sheet.nextFob().map(this::handOut).ifPresent(forms::add);
    if (sheet.areStartsStopped()) forms.add(liftStarts());
    if (status.equals("SUSPENDED")) forms.add(unlock());
    if (TO_SUSPEND.contains(status)) forms.add(suspend());
    if (TO_REVOKE.contains(status)) forms.add(revoke());
    if (forms.isEmpty())
      return Html.of(
          "<p>{}</p>",
          tongue.say(
              "いま窓口でできることはありません。アプリの発行はお客さまご自身が行います。",
              "There is nothing to be done at the counter now. Customers issue apps themselves."));
    return forms.stream().collect(Html.joined());
  }

  private Html form(String act, String title, String button, Html fields) {
    return Html.of(
        "<form method=\"post\" action=\"{}\"><h2>{}</h2>{}<button name=\"act\""
            + " value=\"{}\">{}</button></form>",
        action,
        title,
        fields,
        act,
        button);
  }

  private Html approve(JsonObject asked) {
    var act = asked.getJsonObject("act");
    return form(
        "APPROVE",
        tongue.say("承認を待っている申請", "Waits for approval"),
        tongue.say("承認者として承認する", "Approve as the supervisor"),
        Html.of(
            "<p>{}</p><p class=\"soft\">{}</p>"
                + "<input type=\"hidden\" name=\"approval\" value=\"{}\">",
            tongue
                .say("%s（申請者：%s）", "%s (asked for by %s)")
                .formatted(
                    CounterWords.act(tongue, act.getString("kind")), asked.getString("askedBy")),
            act.getString("why", ""),
            asked.getString("approval")));
  }

  private Html handOut(String serial) {
    return form(
        "HAND_OUT",
        tongue.say("キーホルダー型トークンを渡す", "Hand out a fob"),
        tongue.say("割り当てて発送する", "Set aside and ship"),
        Html.of("<p>{} {}</p>", tongue.say("次のトークン", "The next one:"), serial));
  }

  private Html suspend() {
    return form(
        "SUSPEND",
        tongue.say("ただちに停止する", "Suspend at once"),
        tongue.say("停止する", "Suspend"),
        why(tongue.say("電話で紛失の連絡", "loss, told by phone")));
  }

  private Html unlock() {
    return form(
        "UNLOCK",
        tongue.say("停止を解除する", "Lift the suspension"),
        tongue.say("解除する", "Unlock"),
        Html.of(
            "{}{}",
            choice(
                "identityCheckedBy",
                tongue.say("本人確認の方法", "How the identity was checked"),
                List.of(
                    tongue.say("届出の電話番号への折り返し", "called back on the registered number"),
                    tongue.say("店頭で本人確認書類", "identity document at the counter"),
                    tongue.say("届出印と通帳", "seal and passbook")),
                List.of()),
            why(tongue.say("入力誤りによる停止", "mistyped codes"))));
  }

  private Html liftStarts() {
    return form(
        "LIFT_STARTS",
        tongue.say("利用開始を再開する", "Let start again"),
        tongue.say("再開する", "Let start"),
        Html.of(
            "<p>{}</p>{}",
            tongue.say(
                "利用開始に続けて失敗したため、止まっています。",
                "Too many starts in a row have failed, so they are refused."),
            why(tongue.say("シリアル番号の読み違い", "misread serial number"))));
  }

  private Html revoke() {
    return form(
        "REVOKE",
        tongue.say("失効させる", "Revoke"),
        tongue.say("失効させる", "Revoke"),
        Html.of(
            "<p>{}</p>{}{}",
            tongue.say(
                "紛失・盗難のときは、まず停止してください。失効のあとは、トークンをお持ちでないお客さまと同じお手続きになります。",
                "If it is lost or stolen, suspend first. After a revocation the customer is treated"
                    + " like anybody without a token."),
            choice(
                "reason",
                tongue.say("理由", "Reason"),
                List.of(
                    tongue.say("紛失", "lost"),
                    tongue.say("盗難", "stolen"),
                    tongue.say("故障", "faulty"),
                    tongue.say("機種変更・解約", "phone gone"),
                    tongue.say("その他", "other")),
                List.of("LOST", "STOLEN", "FAULTY", "PHONE_GONE", "OTHER")),
            why(tongue.say("店頭で届出を受付", "told at the counter"))));
  }

  /** Empty at first: what is recorded is what somebody thought of, for this customer. */
  private Html why(String usual) {
    return Html.of(
        "<label>{}<input name=\"why\" required maxlength=\"500\" placeholder=\"{}\"></label>",
        tongue.say("記録に残す説明", "For the records"),
        tongue.say("例：", "such as: ") + usual);
  }

  /** Without values the texts themselves are sent. */
  private Html choice(String name, String label, List<String> texts, List<String> values) {
    var options =
        IntStream.range(0, texts.size())
            .mapToObj(at ->
                Html.of(
                    "<option value=\"{}\">{}</option>",
                    values.isEmpty() ? texts.get(at) : values.get(at),
                    texts.get(at)))
            .collect(Html.joined());
    return Html.of(
        "<label>{}<select name=\"{}\" required><option value=\"\">{}</option>{}</select></label>",
        label,
        name,
        tongue.say("選んでください", "Choose"),
        options);
  }
}
