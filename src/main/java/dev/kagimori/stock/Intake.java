package dev.kagimori.stock;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.otp.Totp;
import dev.kagimori.stock.seedfile.SeedProblem;
import dev.kagimori.stock.seedfile.SeedRecord;
import dev.kagimori.stock.seedfile.SeedResult;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Takes a delivery's keys one by one, and writes them a batch at a time. */
final class Intake {
  private static final int BATCH = 500;
  private static final int PROBLEMS_MAX = 100;
  private static final int DRIFT_MAX_SECONDS = 600;
  private static final int SEED_BITS_MIN = 128;

  private final SqlClient db;
  private final Keyring keyring;
  private final String institution;
  private final Terms terms;
  private final Instant now;
  private final IntConsumer progress;
  private final List<SeedProblem> problems = new ArrayList<>();
  private final Map<SerialNumber, Integer> lines = new LinkedHashMap<>();
  private final List<StoredToken> batch = new ArrayList<>(BATCH);
  private int count;

  Intake(
      SqlClient db,
      Keyring keyring,
      String institution,
      Terms terms,
      Instant now,
      IntConsumer progress) {
    this.db = db;
    this.keyring = keyring;
    this.institution = institution;
    this.terms = terms;
    this.now = now;
    this.progress = progress;
  }

  void take(SeedResult result) {
    switch (result) {
      case SeedResult.Usable(SeedRecord key) -> {
        try {
          take(key);
        } finally {
          key.seed().close();
        }
      }
      case SeedResult.Unusable(SeedProblem problem) -> report(problem);
      case SeedResult.Broken(SeedProblem problem) -> report(problem);
    }
  }

  List<SeedProblem> problems() {
    return List.copyOf(problems);
  }

  int count() {
    return count;
  }

  /** Writes what is waiting; who was there before stays as they are and is reported. */
  void flush() {
    if (batch.isEmpty()) return;
    if (problems.isEmpty()) {
      for (var serial : TokenStore.insert(db, institution, batch, now))
        problem(
            lines.getOrDefault(serial, 0),
            "SerialNo",
            "シリアル番号 " + serial + " は既に登録されています。上書きはしません。",
            "Serial number " + serial + " is in the books already; it is not overwritten.");
    }
    count += batch.size();
    batch.clear();
    lines.clear();
    progress.accept(count);
  }

  private void take(SeedRecord key) {
    var serial = SerialNumber.parse(key.serial());
    if (serial.isEmpty()) {
      problem(
          key.line(),
          "SerialNo",
          "シリアル番号は英数字6〜20文字です。",
          "A serial number is 6 to 20 letters and digits.");
      return;
    }
    if (key.seedBits() < SEED_BITS_MIN) {
      problem(
          key.line(),
          "Secret",
          "シードが短すぎます(128 ビット以上)。",
          "The seed is too short (128 bits at least).");
      return;
    }
    Optional<Make> make = terms.make(serial.get().value());
    if (make.isEmpty() || !make.get().totp().equals(stated(key, make.get().totp()))) {
      problem(
          key.line(),
          make.isEmpty() ? "SerialNo" : "AlgorithmParameters",
          "シリアル番号 " + serial.get() + " の製品が利用条件にないか、方式が一致しません。利用条件の makes を確認してください。",
          "The terms know no make of serial number "
              + serial.get()
              + " with this algorithm, digits and step; see makes in the terms.");
      return;
    }
    if (lines.putIfAbsent(serial.get(), key.line()) != null) {
      problem(
          key.line(),
          "SerialNo",
          "シリアル番号 " + serial.get() + " がファイルに2回あります。",
          "Serial number " + serial.get() + " is in the file twice.");
      return;
    }
    var token =
        Token.delivered(
            serial.get(),
            make.get().kind(),
            make.get().totp(),
            make.get().kind() == Make.Kind.HARDWARE ? TokenState.IN_STOCK : TokenState.ACTIVATED,
            key.expiryDate().orElse(null),
            Math.clamp(
                (long) key.drift() * make.get().totp().stepSeconds(),
                -DRIFT_MAX_SECONDS,
                DRIFT_MAX_SECONDS));
    batch.add(new StoredToken(token, keyring.seal(institution, serial.get().value(), key.seed())));
    if (batch.size() == BATCH) flush();
  }

  /** What the file says; where it says nothing, the make decides. */
  private static Totp stated(SeedRecord key, Totp make) {
    return Totp.of(
        key.algorithm().orElse(make.algorithm()),
        key.digits().orElse(make.digits()),
        key.stepSeconds().orElse(make.stepSeconds()));
  }

  private void problem(int line, String field, String ja, String en) {
    report(new SeedProblem(0, line, "", SeedProblem.Reason.OUT_OF_RANGE, field, ja, en));
  }

  private void report(SeedProblem problem) {
    if (problems.size() < PROBLEMS_MAX) problems.add(problem);
  }
}
