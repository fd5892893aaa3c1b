package dev.kagimori.demo;

import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Phone;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** System A: an app token lets the customer transfer what was declared (A1, A4, A8). */
final class AobaVisit extends Visit {
  private static final String TO_NEW_PAYEE = "operation=TRANSFER&payee=NEW";

  private @Nullable Customer customer;
  private @Nullable AppToken token;

  AobaVisit(Site site, Postbox mails, Phone phone, Printout print) {
    super(site, mails, phone, print);
  }

  @Override
  boolean isPossible() throws IOException {
    for (var candidate : site.tenant().customers())
      if (isFree(candidate)) {
        customer = candidate;
        return true;
      }
    return false;
  }

  @Override
  String title() {
    return "アプリの発行、限度額 / An app is issued, the limit rises: " + customer().user();
  }

  @Override
  void begin() throws IOException {
    limit("前 / before");
    token = started(customer());
    limit("後 / after");
  }

  private void limit(String when) throws IOException {
    var limit = requirements(customer(), TO_NEW_PAYEE).getLong("dailyLimit");
    print.line(String.format(Locale.ROOT, "振込限度額 / transfer limit  %s  %,d 円 / yen", when, limit));
  }

  @Override
  void goOn() throws IOException {
    var held = Objects.requireNonNull(token);
    login(customer(), held.serial(), phone.code(held));
  }

  private Customer customer() {
    return Objects.requireNonNull(customer);
  }
}
