package dev.kagimori.demo;

import dev.kagimori.phone.Phone;
import java.io.IOException;
import java.util.Locale;

/** System A: an app token lets the customer transfer what was declared (A1, A4, A8). */
final class AobaVisit extends AppVisit {
  private static final String TO_NEW_PAYEE = "operation=TRANSFER&payee=NEW";

  AobaVisit(Site site, Postbox mails, Phone phone, Printout print) {
    super(site, mails, phone, print, "PERSONAL");
  }

  @Override
  String title() {
    return "アプリの発行、限度額 / An app is issued, the limit rises: " + customer().user();
  }

  @Override
  void begin() throws IOException {
    limit("前 / before");
    super.begin();
    limit("後 / after");
  }

  private void limit(String when) throws IOException {
    var limit = requirements(customer(), TO_NEW_PAYEE).getLong("dailyLimit");
    print.line(String.format(Locale.ROOT, "振込限度額 / transfer limit  %s  %,d 円 / yen", when, limit));
  }
}
