package dev.kagimori.demo;

import dev.kagimori.phone.Phone;
import java.io.IOException;

/** System C: the IDs come by mail alone, and a login from a PC alone asks for a code (C7, C8). */
final class HanamizukiVisit extends AppVisit {
  HanamizukiVisit(Site site, Postbox mails, Phone phone, Printout print) {
    super(site, mails, phone, print, "PERSONAL");
  }

  @Override
  String title() {
    return "IDはメールだけ、PCのログインだけ / IDs by mail, codes for PC logins: " + customer().user();
  }

  @Override
  void goOn() throws IOException {
    print.line(
        "必要な認証 / asked for  PC %s  モバイル / mobile %s".formatted(factor("PC"), factor("MOBILE")));
    super.goOn();
  }

  private String factor(String channel) throws IOException {
    return requirements(customer(), "operation=LOGIN&channel=" + channel).getString("factor");
  }
}
