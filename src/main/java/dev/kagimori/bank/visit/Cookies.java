package dev.kagimori.bank.visit;

import dev.kagimori.bank.ledger.Customer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;

/** A browser's cookie at one bank, which is its session's name where it has one. */
final class Cookies implements Visit.Door {
  static final String LANGUAGE = "kagimori-lang";

  private static final int VALUE_MAX = 64;
  private static final long YEAR_SECONDS = 31_536_000;

  private final RoutingContext context;
  private final Sessions sessions;
  private final String institution;
  private final String name;
  private final String asked;
  private String value;

  Cookies(RoutingContext context, Sessions sessions, House house) {
    this.context = context;
    this.sessions = sessions;
    institution = house.id();
    name = "__Host-" + institution;
    var sent = context.request().getCookie(name);
    asked =
        sent == null || sent.getValue().length() > VALUE_MAX
            ? Sessions.newCookie()
            : sent.getValue();
    value = sessions.present(asked);
    if (sent == null || !value.equals(sent.getValue())) send();
  }

  String value() {
    return value;
  }

  /** Whether the form was drawn for the cookie that came with it. */
  boolean isFormToken(String token) {
    return sessions.isFormToken(token, asked);
  }

  @Override
  public String formToken() {
    return sessions.formToken(value);
  }

  @Override
  public Session open(Customer customer) {
    sessions.end(value);
    renew();
    return sessions.open(value, customer, Certificate.shownOn(context.request().connection()));
  }

  @Override
  public void rotate(Session session) {
    var before = value;
    renew();
    sessions.rename(before, value, session);
  }

  @Override
  public void close() {
    sessions.end(value);
    renew();
  }

  @Override
  public void close(String contract, Collection<String> users) {
    sessions.end(institution, contract, users);
  }

  @Override
  public void tell(Untold what) {
    sessions.tell(value, what);
  }

  @Override
  public Untold told() {
    return sessions.told(value);
  }

  private void renew() {
    value = Sessions.newCookie();
    send();
  }

  /** Secure on loopback, too: browsers count it as a safe place. */
  private void send() {
    context.response().addCookie(cookie(name, value));
  }

  static void keepLanguage(RoutingContext context, Lang lang) {
    context.response().addCookie(cookie(LANGUAGE, lang.tag()).setMaxAge(YEAR_SECONDS));
  }

  private static Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setSecure(true)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }
}
