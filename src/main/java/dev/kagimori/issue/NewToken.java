package dev.kagimori.issue;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.keyring.Sealed;
import dev.kagimori.otp.Seed;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;

/** What a new app token begins with: a serial number that is free, and a seed. */
record NewToken(SerialNumber serial, Sealed seed) {
  private static final String IS_TAKEN =
      "SELECT 1 FROM token WHERE institution = $1 AND serial = $2";

  private static final int LENGTH = 12;

  /** However long the prefix is, so many digits make the number. */
  private static final int DIGITS_MIN = 6;

  private static final int TRIES = 100;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Awaits. */
  static NewToken of(SqlClient db, String institution, Make make, Terms terms, Keyring keyring) {
    var serial = freeSerial(db, institution, make, terms);
    try (var seed = Seed.owning(bytes(seedLength(make)))) {
      return new NewToken(serial, keyring.seal(institution, serial.value(), seed));
    }
  }

  /** The length of the hash's output (RFC 4226 §4 R6, RFC 6238 §5.1). */
  private static int seedLength(Make make) {
    return switch (make.totp().algorithm()) {
      case SHA1 -> 20;
      case SHA256 -> 32;
      case SHA512 -> 64;
    };
  }

  private static SerialNumber freeSerial(SqlClient db, String institution, Make make, Terms terms) {
    for (int n = 0; n < TRIES; n++) {
      var serial = make.prefix() + digits(Math.max(DIGITS_MIN, LENGTH - make.prefix().length()));
      boolean ofTheMake = terms.make(serial).filter(make::equals).isPresent();
      if (ofTheMake
          && db.preparedQuery(IS_TAKEN).execute(Tuple.of(institution, serial)).await().size() == 0)
        return new SerialNumber(serial);
    }
    throw new IllegalStateException("no serial number is free under " + make.prefix());
  }

  private static String digits(int count) {
    var digits = new StringBuilder(count);
    for (int n = 0; n < count; n++) digits.append((char) ('0' + RANDOM.nextInt(10)));
    return digits.toString();
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
