package dev.kagimori.stock.intake;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.SeedRecord;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenInsert.Delivered;
import dev.kagimori.token.TokenState;
import java.time.Instant;

/** Holds a record against the terms, and seals its seed where it would do. */
final class Judge {
  private static final int DRIFT_MAX_SECONDS = 600;

  private final Keyring keyring;
  private final String institution;
  private final Terms terms;
  private final Instant now;

  Judge(Keyring keyring, String institution, Terms terms, Instant now) {
    this.keyring = keyring;
    this.institution = institution;
    this.terms = terms;
    this.now = now;
  }

  Verdict judge(SeedRecord record) {
    var serial = SerialNumber.parse(record.serial());
    if (serial.isEmpty()) return rejected(record, "", Unfit.SERIAL_FORM, "SerialNo");
    var name = serial.get().value();
    var make = terms.make(name);
    if (make.isEmpty()) return rejected(record, name, Unfit.UNKNOWN_MAKE, "SerialNo");
    if (!isAsStated(record, make.get())) {
      return rejected(record, name, Unfit.MAKE_DIFFERS, "AlgorithmParameters");
    }
    if (record.seedBits() < Math.max(Seed.LENGTH_MIN * 8, terms.stock().seedBitsMin()))
      return rejected(record, name, Unfit.WEAK_SEED, "Secret");
    if (record.startDate().filter(now::isBefore).isPresent())
      return rejected(record, name, Unfit.NOT_YET_VALID, "StartDate");
    if (record.expiryDate().filter(end -> !now.isBefore(end)).isPresent())
      return rejected(record, name, Unfit.EXPIRED, "ExpiryDate");
    return new Verdict.Fit(candidate(record, serial.get(), make.get()));
  }

  private static boolean isAsStated(SeedRecord record, Make make) {
    var totp = make.totp();
    return record.algorithm().orElse(totp.algorithm()) == totp.algorithm()
        && record.digits().orElse(totp.digits()) == totp.digits()
        && record.stepSeconds().orElse(totp.stepSeconds()) == totp.stepSeconds();
  }

  private Candidate candidate(SeedRecord record, SerialNumber serial, Make make) {
    boolean fob = make.kind() == Make.Kind.HARDWARE;
    long drift = (long) record.drift() * make.totp().stepSeconds();
    var token =
        Token.delivered(
            serial,
            make.kind(),
            make.totp(),
            fob ? TokenState.IN_STOCK : TokenState.ACTIVATED,
            record.expiryDate().orElse(null),
            Math.clamp(drift, -DRIFT_MAX_SECONDS, DRIFT_MAX_SECONDS));
    var stored = new StoredToken(token, keyring.seal(institution, serial.value(), record.seed()));
    return new Candidate(
        record.position(),
        record.line(),
        make.prefix(),
        new Delivered(stored, fob ? make.prefix() : null));
  }

  private Verdict rejected(SeedRecord record, String serial, Unfit why, String field) {
    return new Verdict.Rejected(why.of(record.position(), record.line(), serial, field));
  }

  /** A serial number that is not free. */
  static Rejection rejection(Candidate candidate, Unfit why) {
    return why.of(candidate.position(), candidate.line(), candidate.serial(), "SerialNo");
  }
}
