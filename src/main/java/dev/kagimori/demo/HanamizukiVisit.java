package dev.kagimori.demo;

import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Phone;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** System C: the IDs come by mail alone, and a login from a PC alone asks for a code (C7, C8). */
final class HanamizukiVisit extends Visit {
  private @Nullable Customer customer;
  private @Nullable AppToken token;

  HanamizukiVisit(Site site, Postbox mails, Phone phone, Printout print) {
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
    return "IDはメールだけ、PCのログインだけ / IDs by mail, codes for PC logins: " + customer().user();
  }

  @Override
  void begin() throws IOException {
    token = started(customer());
  }

  @Override
  void goOn() throws IOException {
    print.line(
        "必要な認証 / asked for  PC %s  モバイル / mobile %s".formatted(factor("PC"), factor("MOBILE")));
    var held = Objects.requireNonNull(token);
    login(customer(), held.serial(), phone.code(held));
  }

  private String factor(String channel) throws IOException {
    return requirements(customer(), "operation=LOGIN&channel=" + channel).getString("factor");
  }

  private Customer customer() {
    return Objects.requireNonNull(customer);
  }
}
