package dev.kagimori.inbox;

import dev.kagimori.localpage.Html;
import dev.kagimori.localpage.LocalPage;
import dev.kagimori.localpage.Tongue;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Mails for people to read. What stands in a mail is text and nothing else. */
final class MailPages {
  private static final int PER_PAGE = 50;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final Pattern LINK = Pattern.compile("https?://[!-~&&[^<>\"'`\\\\^{}|]]+");
  private static final String NEVER_LAST = ".,;:!?)]";

  private MailPages() {}

  /**
   * A page of them, newest first.
   *
   * @param first the number of the oldest that is kept
   */
  static void list(HttpServerRequest request, List<Received> mails, int first) {
    var tongue = Tongue.of(request);
    int pages = Math.max(1, Math.ceilDiv(mails.size(), PER_PAGE));
    int page = Math.clamp(number(request.getParam("page"), 1), 1, pages);
    int newest = mails.size() - 1 - (page - 1) * PER_PAGE;
    var lines =
        IntStream.iterate(newest, at -> at >= 0 && at > newest - PER_PAGE, at -> at - 1)
            .mapToObj(at -> line(tongue, mails.get(at), first + at))
            .collect(Html.joined());
    var none =
        Html.of(
            "<p>{}</p>",
            tongue.say("まだ届いていません。届いたら、更新すると見えます。", "None has come yet. Reload when one has."));
    LocalPage.send(
        request,
        OK,
        tongue,
        tongue.say("届いたメール", "Mails"),
        Html.of("/mails?page={}&amp;", page),
        Html.of(
            "<p class=\"soft\">{}</p>{}{}",
            tongue.say(
                "お客さまに送られたメール %d 通（新しい順。保管は %d 通まで）".formatted(mails.size(), Inbox.KEPT),
                "%d mails sent to customers, newest first; up to %d are kept"
                    .formatted(mails.size(), Inbox.KEPT)),
            turning(tongue, page, pages),
            mails.isEmpty() ? none : Html.of("<ul class=\"list\">{}</ul>", lines)));
  }

  private static Html turning(Tongue tongue, int page, int pages) {
    var links =
        Html.of("<a href=\"/mails?lang={}\">{}</a>", tongue.tag(), tongue.say("更新", "Reload"));
    if (page > 1) links = turn(tongue, links, page - 1, tongue.say("新しいメール", "Newer"));
    if (page < pages) links = turn(tongue, links, page + 1, tongue.say("前のメール", "Older"));
    return Html.of("<nav aria-label=\"{}\">{}</nav>", tongue.say("ページ", "Pages"), links);
  }

  private static Html turn(Tongue tongue, Html links, int page, String text) {
    return Html.of(
        "{}<a href=\"/mails?page={}&amp;lang={}\">{}</a>", links, page, tongue.tag(), text);
  }

  private static Html line(Tongue tongue, Received mail, int number) {
    return Html.of(
        "<li><p><a href=\"/mails/{}?lang={}\">{}</a></p><time>{}</time>"
            + "<p class=\"soft\">{} → {}</p><p class=\"soft end\">{}</p></li>",
        number,
        tongue.tag(),
        subject(tongue, mail),
        mail.time(),
        mail.address(),
        mail.to(),
        mail.institution());
  }

  private static String subject(Tongue tongue, Received mail) {
    return mail.subject().isBlank() ? tongue.say("（件名なし）", "(no subject)") : mail.subject();
  }

  /** One of them. */
  static void one(HttpServerRequest request, Received mail, String number) {
    var tongue = Tongue.of(request);
    LocalPage.send(
        request,
        OK,
        tongue,
        subject(tongue, mail),
        Html.of("/mails/{}?", number),
        Html.of(
            "{}<article class=\"sheet\"><dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd>"
                + "<dt>{}</dt><dd>{}</dd><dt>{}</dt><dd><time>{}</time></dd></dl>"
                + "<div class=\"mail\">{}</div></article>",
            back(tongue),
            tongue.say("金融機関", "Institution"),
            mail.institution(),
            tongue.say("差出人", "From"),
            mail.address(),
            tongue.say("宛先", "To"),
            mail.to(),
            tongue.say("日時", "Time"),
            mail.time(),
            linked(mail.text())));
  }

  /** There is no such mail, or it was so long ago that it is not kept. */
  static void none(HttpServerRequest request) {
    var tongue = Tongue.of(request);
    absent(
        request,
        tongue.say("メールがありません", "No such mail"),
        tongue.say(
            "古いメールは新しいものに場所を譲ります。一覧から選んでください。",
            "Old mails give way to new ones. Choose one from the list."));
  }

  /** There is no such page. */
  static void nowhere(HttpServerRequest request) {
    var tongue = Tongue.of(request);
    absent(
        request,
        tongue.say("ページが見つかりません", "No such page"),
        tongue.say(
            "アドレスを確かめるか、メールの一覧から選んでください。",
            "Check the address, or choose from the list of all mails."));
  }

  private static void absent(HttpServerRequest request, String title, String whatToDo) {
    var tongue = Tongue.of(request);
    LocalPage.send(
        request,
        NOT_FOUND,
        tongue,
        title,
        Html.of("/mails?"),
        Html.of("{}<p>{}</p>", back(tongue), whatToDo));
  }

  private static Html back(Tongue tongue) {
    return Html.of(
        "<nav aria-label=\"{}\"><a href=\"/mails?lang={}\">{}</a></nav>",
        tongue.say("戻る", "Back"),
        tongue.tag(),
        tongue.say("メールの一覧", "All mails"));
  }

  /** Addresses of the web can be followed, nothing else can. */
  static Html linked(String text) {
    var link = LINK.matcher(text);
    var html = Html.NONE;
    int from = 0;
    while (link.find()) {
      int end = link.end();
      while (NEVER_LAST.indexOf(text.charAt(end - 1)) >= 0) end--;
      var address = text.substring(link.start(), end);
      html =
          Html.of(
              "{}{}<a href=\"{}\" rel=\"noreferrer noopener\">{}</a>",
              html,
              text.substring(from, link.start()),
              address,
              address);
      from = end;
    }
    return Html.of("{}{}", html, text.substring(from));
  }

  static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
