package dev.kagimori.issue;

import dev.kagimori.http.Answer;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.token.StoredToken;
import io.vertx.core.json.JsonObject;

/** What a phone is given: a token, with its seed sealed to the phone's key. */
final class Handout {
  private final Keyring keyring;

  Handout(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * Seals the seed anew each time.
   *
   * @throws dev.kagimori.keyring.SeedUnusable when the stored seed does not open
   */
  Answer of(AppCall asked, StoredToken stored, DeviceKeys keys) {
    var token = stored.token();
    var serial = token.serial().value();
    var totp = token.totp();
    var until = token.validUntil();
    try (var seed = keyring.open(asked.institution(), serial, stored.seed())) {
      return Answer.created(
          new JsonObject()
              .put("serial", serial)
              .put("institution", institution(asked.terms()))
              .put("digits", totp.digits())
              .put("step", totp.stepSeconds())
              .put("algorithm", totp.algorithm().name())
              .put("validUntil", until == null ? null : Times.text(until))
              .put("sealedSeed", SeedBox.seal(seed, keys.sealing(), asked.serviceId(), serial)));
    }
  }

  /** The app keeps it, since it may need the help desk where it can't reach the service. */
  private static JsonObject institution(Terms terms) {
    return new JsonObject()
        .put("name", terms.nameJa())
        .put("nameEn", terms.nameEn())
        .mergeIn(Help.of(terms));
  }
}
