package dev.kagimori.demo;

import dev.kagimori.demo.CounterDesk.Outcome;
import dev.kagimori.demo.CounterDesk.Sheet;
import dev.kagimori.localpage.Html;
import dev.kagimori.localpage.Tongue;
import java.util.List;
import java.util.Optional;

/** The counter's pages. */
final class CounterPages {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 502;

  private CounterPages() {}

  /**
   * A page.
   *
   * @param status of HTTP
   * @param address of itself, to which the language is added
   */
  record Page(int status, String title, Html address, Html main) {}

  /** All customers of all institutions. */
  static Page all(Tongue tongue, List<Sheet> hall) {
    var sites = hall.stream().map(Sheet::site).distinct().toList();
    var main =
        sites.stream()
            .map(site ->
                Html.of(
                    "<section><h2>{}</h2><ul class=\"list\">{}</ul></section>",
                    site.tenant().system() + " " + name(tongue, site),
                    hall.stream()
                        .filter(sheet -> sheet.site().equals(site))
                        .map(sheet -> line(tongue, sheet))
                        .collect(Html.joined())))
            .collect(Html.joined());
    return new Page(
        OK,
        tongue.say("窓口", "The counter"),
        Html.of("/?"),
        Html.of(
            "<p class=\"soft\">{}</p>{}",
            tongue.say(
                "デモの五つの金融機関のお客さまです。あなたは職員です。お客さまを選んで応対してください。",
                "The customers of the demo's five institutions. You are the employee: choose whom"
                    + " to attend to."),
            main));
  }

  private static String name(Tongue tongue, Site site) {
    return site.tenant().terms().getJsonObject("name").getString(tongue.tag());
  }

  private static Html line(Tongue tongue, Sheet sheet) {
    var tokens = sheet.tokens();
    return Html.of(
        "<li><p><a href=\"{}lang={}\">{} {}</a></p><p class=\"end\">{}</p>"
            + "<p class=\"soft\">{}</p><p class=\"soft end\">{}</p></li>",
        address(sheet),
        tongue.tag(),
        sheet.customer().contract(),
        sheet.customer().user(),
        CounterWords.status(tongue, sheet.status()),
        CounterWords.role(tongue, sheet.customer().role()),
        tokens.isEmpty() ? "" : tokens.getFirst().getString("serial"));
  }

  private static Html address(Sheet sheet) {
    return Html.of(
        "/customer?site={}&amp;contract={}&amp;user={}&amp;",
        sheet.site().tenant().id(),
        sheet.customer().contract(),
        sheet.customer().user());
  }

  /** One of them, what can be done, and what came of the act before. */
  static Page customer(Tongue tongue, Sheet sheet, Optional<Outcome> outcome) {
    var address = address(sheet);
    var action = Html.of("{}lang={}", address, tongue.tag());
    return new Page(
        OK,
        sheet.customer().contract() + " " + sheet.customer().user(),
        address,
        Html.of(
            "{}{}<div"
                + " class=\"sheet\"><dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>{}</div><div"
                + " class=\"acts\">{}</div>",
            back(tongue),
            outcome.map(CounterPages::said).orElse(Html.NONE),
            tongue.say("金融機関", "Institution"),
            name(tongue, sheet.site()),
            tongue.say("利用者", "User"),
            CounterWords.role(tongue, sheet.customer().role()),
            tongue.say("状況", "Status"),
            CounterWords.status(tongue, sheet.status())
                + (sheet.areStartsStopped()
                    ? tongue.say("（利用開始は停止中）", " (starts are stopped)")
                    : ""),
            tokens(tongue, sheet),
            new CounterForms(tongue, sheet, action).all()));
  }

  private static Html said(Outcome told) {
    return Html.of(
        "<div class=\"said{}\" role=\"{}\"><p>{}</p></div>",
        told.done() ? "" : " bad",
        told.done() ? "status" : "alert",
        told.text());
  }

  private static Html tokens(Tongue tongue, Sheet sheet) {
    if (sheet.tokens().isEmpty()) return Html.NONE;
    var rows =
        sheet.tokens().stream()
            .map(token ->
                Html.of(
                    "<dt>{}</dt><dd>{}</dd>",
                    token.getString("serial"),
                    CounterWords.token(tongue, token)))
            .collect(Html.joined());
    return Html.of("<h2>{}</h2><dl>{}</dl>", tongue.say("トークン", "Tokens"), rows);
  }

  private static Html back(Tongue tongue) {
    return Html.of(
        "<nav aria-label=\"{}\"><a href=\"/?lang={}\">{}</a></nav>",
        tongue.say("戻る", "Back"),
        tongue.tag(),
        tongue.say("お客さまの一覧", "All customers"));
  }

  /** There is no such customer. */
  static Page nobody(Tongue tongue) {
    return plain(
        NOT_FOUND,
        tongue,
        tongue.say("お客さまが見つかりません", "No such customer"),
        tongue.say("一覧から選んでください。", "Choose one from the list."));
  }

  /** There is no such page. */
  static Page nowhere(Tongue tongue) {
    return plain(
        NOT_FOUND,
        tongue,
        tongue.say("ページが見つかりません", "No such page"),
        tongue.say(
            "アドレスを確かめるか、お客さまの一覧から選んでください。",
            "Check the address, or choose from the list of all customers."));
  }

  /** The service did not answer as it should. */
  static Page failed(Tongue tongue) {
    return plain(FAILED, tongue, tongue.say("処理できませんでした", "That did not work"), whenFailed(tongue));
  }

  static String whenFailed(Tongue tongue) {
    return tongue.say(
        "デモが動いているか確認し、もう一度操作してください。理由は記録（kagimori.log）にあります。",
        "Check that the demo is running, and try again. Its log, kagimori.log, says why.");
  }

  private static Page plain(int status, Tongue tongue, String title, String text) {
    return new Page(status, title, Html.of("/?"), Html.of("{}<p>{}</p>", back(tongue), text));
  }
}
