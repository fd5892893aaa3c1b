package dev.kagimori.registration;

import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.Operation;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.Factors;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What an operation asks of a user (E4, E6, E18). */
final class Requirements {
  private Requirements() {}

  static JsonObject of(
      Operation operation,
      Terms terms,
      Optional<Registration> registration,
      ContractStore.Limits limits) {
    var factors = terms.factors(operation);
    boolean otp =
        factors.otp()
            && registration
                .filter(open -> operation != Operation.LOGIN || open.loginOtp())
                .isPresent();
    return new JsonObject()
        .put("factor", otp ? "OTP" : otherwise(factors))
        .put("ownFactorToo", otp && factors.ownFactorToo())
        .put("dailyLimit", limits.dailyLimit())
        .put("setupRequired", false);
  }

  private static String otherwise(Factors factors) {
    return switch (factors.otherwise()) {
      case OWN_FACTOR -> "OWN_FACTOR";
      case NONE -> "NONE";
      case REFUSED -> "REFUSED";
    };
  }
}
