package dev.kagimori.bank.page;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.kagimori.bank.visit.Site;
import java.util.Optional;
import java.util.function.Supplier;

/** All addresses. */
public final class Routes {
  private Routes() {}

  /**
   * Makes them known.
   *
   * @param secureOrigin where certificates are asked for
   */
  public static void mount(Site site, Supplier<Optional<String>> secureOrigin) {
    site.open(GET, "", Entrance::show);
    site.open(GET, "login", Login::show);
    site.open(GET, "certificate", new SecureLogin(secureOrigin)::go);
    site.open(POST, "login", Login::take);
    site.open(POST, "logout", Login::out);
    site.open(GET, "help", Help::show);
    site.open(GET, "where", Where::show);
    site.open(GET, "app", AppPage::show);
    site.inside(GET, "home", Home::show);
    site.inside(GET, "token", TokenMenu::show);
    site.inside(POST, "begin/:what", Begin::take);
    site.flows();
    site.elsewhere();
  }
}
