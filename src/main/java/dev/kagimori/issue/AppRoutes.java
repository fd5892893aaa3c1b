package dev.kagimori.issue;

import dev.kagimori.http.Api;
import dev.kagimori.http.Door;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** {@code activate}, {@code selfIssue} and {@code renew}, for the phone app. */
public final class AppRoutes implements Routes {
  private final Activation activation;
  private final SelfIssue selfIssue;
  private final Renewal renewal;

  public AppRoutes(
      Pool pool, Keyring keyring, TermsStore terms, StartPasswords passwords, InstantSource clock) {
    var throttle = new Throttle(keyring);
    var door = new AppDoor(pool, keyring, terms, throttle, clock);
    var handout = new Handout(keyring);
    activation = new Activation(pool, door, passwords, new Tries(pool, throttle, keyring), handout);
    selfIssue = new SelfIssue(pool, door, throttle, keyring, handout);
    renewal = new Renewal(pool, door, keyring);
  }

  @Override
  public Door door() {
    return Door.APP;
  }

  @Override
  public void mount(Api api) {
    api.on("activate", activation::run).on("selfIssue", selfIssue::run).on("renew", renewal::run);
  }
}
