package dev.kagimori.demo;

import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Phone;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer has a token issued, starts it with the app, and logs in with the next code. */
abstract class AppVisit extends Visit {
  private final String role;
  private @Nullable Customer customer;
  private @Nullable AppToken token;

  /**
   * @param role the customer's, such as {@code PERSONAL}
   */
  AppVisit(Site site, Postbox mails, Phone phone, Printout print, String role) {
    super(site, mails, phone, print);
    this.role = role;
  }

  @Override
  boolean isPossible() throws IOException {
    customer = free(role).orElse(null);
    return customer != null;
  }

  @Override
  void begin() throws IOException {
    token = started(customer());
  }

  @Override
  void goOn() throws IOException {
    var held = Objects.requireNonNull(token);
    login(customer(), held.serial(), phone.code(held));
  }

  final Customer customer() {
    return Objects.requireNonNull(customer);
  }
}
