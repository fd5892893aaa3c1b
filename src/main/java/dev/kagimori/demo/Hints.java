package dev.kagimori.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What to try next, ready to paste. */
final class Hints {
  private final Screen screen;
  private final Home home;
  private final Announcement demo;

  Hints(Screen screen, Home home, Announcement demo) {
    this.screen = screen;
    this.home = home;
    this.demo = demo;
  }

  void print(Standing standing) {
    addresses();
    fobs(standing);
    if (standing.isEnough()) curl(standing);
    else
      screen.line(
          "  空いている利用者かトークンがありません。利用中止で空きます / No free customer or fob is left; a stop frees them");
    others();
    screen.line();
    screen.line("Ctrl-C で終了。データは残ります / Ctrl-C ends it; the data stay: " + home.directory());
  }

  private void addresses() {
    screen.line();
    screen.line("ブラウザーで / In a browser");
    for (var site : demo.sites()) bank(site);
    screen.line("  アプリ / app        " + demo.app());
    screen.line("  トークン / fobs     " + demo.drawer());
    screen.line("  メール / mails      " + demo.mail());
    screen.line("  窓口 / counter      " + demo.counter());
    screen.line();
    screen.line("次に試すこと / What to try next");
    screen.line("  API         " + demo.frontend() + "/v1");
    screen.line("  説明 / docs " + demo.frontend() + "/docs");
    screen.line("  職員 / staff " + demo.frontend() + "/docs/staff");
    screen.line("  アプリ / app " + demo.frontend() + "/docs/app");
    screen.line("  health      " + demo.management() + "/health/ready");
    screen.line("  metrics     " + demo.management() + "/metrics");
    screen.line("  API key     " + demo.apiKey());
    screen.line("  log         " + home.log());
    screen.line("  scripts     " + home.announcement());
  }

  private void bank(Site site) {
    var tenant = site.tenant();
    screen.line("  %s  %s  %s".formatted(tenant.system(), demo.banks().uri(tenant), tenant.name()));
    var who = free(site);
    screen.line(
        "       ID %s  パスワード / password %s  確認用 / confirmation %s"
            .formatted(who.loginId(), who.loginPassword(), who.ownPassword()));
    for (var certified : tenant.certified()) certificate(tenant, certified);
  }

  private void certificate(Tenant tenant, Customer who) {
    screen.line(
        "       電子証明書で / with a certificate: ID %s  パスワード / password %s  %s"
            .formatted(who.loginId(), who.loginPassword(), demo.banks().secureUri(tenant)));
    screen.line(
        "       取り込む / import: %s  パスワード / password %s"
            .formatted(home.certificate(who), Certificates.PASSWORD));
  }

  /** Somebody without a token; whoever comes first, where all have one. */
  private static Customer free(Site site) {
    var customers = site.tenant().customers();
    return customers.stream()
        .filter(who -> !who.role().equals("GENERAL") && isFree(site, who))
        .findFirst()
        .orElse(customers.getFirst());
  }

  private static boolean isFree(Site site, Customer who) {
    try {
      var status = site.frontEnd().get(who.path()).expect(200).getString("status");
      return status.equals("NOT_REGISTERED");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keys of all are in the file that scripts read. */
  private void others() {
    screen.line();
    screen.line(
        "五つの金融機関の鍵と利用者は institutions に / Keys and customers of all five: institutions in "
            + home.announcement());
    for (var site : demo.sites())
      screen.line(
          "  %s  %-10s  %s"
              .formatted(site.tenant().system(), site.tenant().id(), site.tenant().name()));
    screen.line("届いたメールを読む / Read the mails");
    screen.line("  " + demo.mail() + " （ブラウザーで / in a browser）");
    screen.line("  curl -s " + demo.mail());
    screen.line("銀行の職員になる / Be the bank's employee");
    screen.line("  " + demo.counter());
  }

  private void fobs(Standing standing) {
    screen.line();
    screen.line("トークンのボタンを押す / Press a fob");
    screen.line("  " + demo.drawer() + " （ブラウザーで、28 個とも / in a browser, all 28）");
    screen.line(
        "  CODE=$(%s %s); echo $CODE"
            .formatted(
                path(home.press()),
                standing.fobs().isEmpty() ? demo.fobs().getFirst() : standing.fob()));
    screen.line("全部を読む / Read them all");
    screen.line(
        "  mvn -q compile exec:exec -Dkagimori.args=\"station read --port %s\""
            .formatted(home.line()));
  }

  private void curl(Standing standing) {
    var first = standing.fob();
    var second = standing.otherFob();
    var user = demo.frontend() + standing.customer().path();
    screen.line();
    screen.line(
        "順に貼り付ける / Paste in this order (コードは一度だけ有効。sleep は次のコードを待つ / a code works once; sleep"
            + " awaits the next)");
    curl(quote(user), "");
    curl("-H \"Idempotency-Key: start-$(date +%s)\" " + quote(user + "/start"), fobAndCode(first));
    curl(quote(user + "/requirements?operation=TRANSFER"), "");
    wait(31);
    curl(
        quote(user + "/verify"),
        "'{\"operation\":\"TRANSFER\",\"code\":\"'" + press(first) + "'\"}'");
    wait(31);
    screen.line(
        "  EXCHANGE=$(%s | sed 's/.*\"exchange\":\"\\([^\"]*\\).*/\\1/'); echo $EXCHANGE"
            .formatted(
                command(
                    "-H \"Idempotency-Key: open-$(date +%s)\" " + quote(user + "/exchange"),
                    code(first))));
    curl(
        "-H \"Idempotency-Key: exchange-$(date +%s)\" " + quote(user + "/exchange") + "/$EXCHANGE",
        fobAndCode(second));
    wait(31);
    curl("-H \"Idempotency-Key: stop-$(date +%s)\" " + quote(user + "/stop"), code(second));
    curl(quote(user + "/authentications?last=3"), "");
  }

  private void wait(int seconds) {
    screen.line("  sleep " + seconds);
  }

  private void curl(String rest, String body) {
    screen.line("  " + command(rest, body));
  }

  private String command(String rest, String body) {
    return "curl -K %s %s%s"
        .formatted(path(home.curlConfig()), rest, body.isEmpty() ? "" : " -d " + body);
  }

  private String fobAndCode(String serial) {
    return "'{\"serial\":\"%s\",\"code\":\"'%s'\"}'".formatted(serial, press(serial));
  }

  private String code(String serial) {
    return "'{\"code\":\"'" + press(serial) + "'\"}'";
  }

  private String press(String serial) {
    return "$(%s %s)".formatted(path(home.press()), serial);
  }

  private static String path(Path path) {
    return quote(path.toString());
  }

  private static String quote(String word) {
    return Tools.quoted(word);
  }
}
