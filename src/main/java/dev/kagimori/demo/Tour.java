package dev.kagimori.demo;

import dev.kagimori.phone.Phone;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The institutions whose codes change each minute: all start first, and go on when the codes have
 * changed, so that nobody waits for each of them.
 */
final class Tour implements AutoCloseable {
  private final Screen screen;
  private final Countdown countdown;
  private final Phone phone;
  private final List<Visit> visits;
  private final List<Visit> begun = new ArrayList<>();
  private Instant next = Instant.EPOCH;

  Tour(Screen screen, Countdown countdown, Postbox mails, Desk desk, Announcement demo) {
    this.screen = screen;
    this.countdown = countdown;
    phone = new Phone(URI.create(demo.frontend()), Clock.systemUTC());
    var print = new Printout(screen);
    visits =
        demo.sites().stream()
            .<Visit>mapMulti((site, add) -> {
              if (site.tenant().equals(Tenant.AOBA))
                add.accept(new AobaVisit(site, mails, phone, print));
              else if (site.tenant().equals(Tenant.KITAHAMA))
                add.accept(new KitahamaVisit(site, mails, phone, print, desk));
              else if (site.tenant().equals(Tenant.HANAMIZUKI))
                add.accept(new HanamizukiVisit(site, mails, phone, print));
              else if (site.tenant().equals(Tenant.TAIGA))
                add.accept(new TaigaVisit(site, mails, phone, print));
            })
            .toList();
  }

  /** The starts; some seconds. */
  void begin() throws IOException {
    screen.line();
    screen.line("四つの金融機関 / Four institutions: 発行から利用開始まで / from the issue to the start of use");
    for (var visit : visits) {
      if (!visit.isPossible()) {
        title(visit, "空いている利用者かトークンがありません / no free customer or fob is left");
        continue;
      }
      title(visit, visit.title());
      visit.begin();
      begun.add(visit);
      if (visit.next().isAfter(next)) next = visit.next();
    }
  }

  /** The rest; a minute later at the latest. */
  void goOn() throws IOException {
    if (begun.isEmpty()) return;
    screen.line();
    screen.line("四つの金融機関 / Four institutions: ログイン / logins");
    countdown.until(next);
    for (var visit : begun) {
      title(visit, visit.site.tenant().nameJa());
      visit.goOn();
    }
  }

  private void title(Visit visit, String text) {
    screen.line("  %s %s".formatted(visit.site.tenant().system(), text));
  }

  @Override
  public void close() {
    phone.close();
  }
}
