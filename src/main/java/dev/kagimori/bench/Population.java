package dev.kagimori.bench;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Jdbc;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.otp.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The bench's contracts, users, tokens and registrations: those that are missing are made, a
 * thousand in the time of one, by statements over sets and by COPY. What was made remains.
 */
final class Population {
  private static final int CHUNK = 20_000;
  private static final int TOLD_EVERY = 10;

  private static final String COUNT =
      "SELECT count(*) FROM token WHERE institution = ? AND serial BETWEEN ? AND ?";

  private static final String CONTRACTS =
      """
      INSERT INTO contract (institution, contract, kind)
      SELECT ?, 'c-' || n, 'PERSONAL' FROM generate_series(?, ?) n
      """;

  private static final String CUSTOMERS =
      """
      INSERT INTO customer (institution, contract, user_id, role)
      SELECT ?, 'c-' || n, 'u', 'PERSONAL' FROM generate_series(?, ?) n
      """;

  private static final String TOKENS =
      """
      COPY token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                  key_version, state, owner_contract, owner_user) FROM STDIN
      """;

  private static final String REGISTRATIONS =
      """
      INSERT INTO registration (institution, registration, contract, user_id, serial, login_otp,
                                opened_at)
      SELECT ?, gen_random_uuid(), 'c-' || n, 'u', 'GM' || n, true, '2026-01-01T00:00:00Z'
      FROM generate_series(?, ?) n
      """;

  private final DatabaseUri database;
  private final Keyring keyring;
  private final byte[] secret;
  private final Consumer<String> progress;

  Population(DatabaseUri database, Keyring keyring, byte[] secret, Consumer<String> progress) {
    this.database = database;
    this.keyring = keyring;
    this.secret = secret.clone();
    this.progress = progress;
  }

  /**
   * Makes what is missing of {@code count} tokens from {@code first} on.
   *
   * @param registered in use by a user each; otherwise in stock, with a user each who has none
   * @return how many were made
   */
  int fill(int first, int count, boolean registered) throws SQLException {
    int chunks = (count + CHUNK - 1) / CHUNK;
    // those in stock are used up from the first on, so there must never be a gap
    int threads = registered ? Math.min(chunks, Runtime.getRuntime().availableProcessors()) : 1;
    var next = new AtomicInteger();
    var made = new AtomicInteger();
    var looked = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < threads; i++)
        work.add(
            pool.submit(() -> {
              try (var db = Jdbc.connect(database, "kagimori bench", Duration.ZERO)) {
                for (int chunk; (chunk = next.getAndIncrement()) < chunks; ) {
                  int from = first + chunk * CHUNK;
                  int to = Math.min(first + count, from + CHUNK);
                  int more = chunk(db, from, to, registered);
                  if (made.addAndGet(more) > 0) tell(looked.addAndGet(to - from), count);
                }
              }
              return null;
            }));
      for (var part : work) part.get();
    } catch (ExecutionException e) {
      throw new SQLException("the bench's tokens could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
    return made.get();
  }

  private void tell(int done, int count) {
    if (done % (TOLD_EVERY * CHUNK) == 0) progress.accept("%,d / %,d".formatted(done, count));
  }

  /**
   * From each chunk's beginning on, all are there up to a number, since each is one transaction.
   */
  private int chunk(Connection db, int from, int to, boolean registered)
      throws SQLException, IOException {
    int first = from + present(db, from, to);
    if (first >= to) return 0;
    db.setAutoCommit(false);
    series(db, CONTRACTS, first, to);
    series(db, CUSTOMERS, first, to);
    copy(db, first, to, registered);
    if (registered) series(db, REGISTRATIONS, first, to);
    db.commit();
    db.setAutoCommit(true);
    return to - first;
  }

  private static int present(Connection db, int from, int to) throws SQLException {
    try (var query = db.prepareStatement(COUNT)) {
      query.setString(1, Tokens.INSTITUTION);
      query.setString(2, Tokens.serial(from));
      query.setString(3, Tokens.serial(to - 1));
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static void series(Connection db, String sql, int from, int to) throws SQLException {
    try (var insert = db.prepareStatement(sql)) {
      insert.setString(1, Tokens.INSTITUTION);
      insert.setInt(2, from);
      insert.setInt(3, to - 1);
      insert.executeUpdate();
    }
  }

  private void copy(Connection db, int from, int to, boolean registered)
      throws SQLException, IOException {
    var maker = new CodeMaker(secret);
    var hex = HexFormat.of();
    try (var out = new PGCopyOutputStream(db.unwrap(PGConnection.class), TOKENS)) {
      for (int number = from; number < to; number++) {
        var serial = Tokens.serial(number);
        var clear = maker.seed(number);
        try (var seed = Seed.of(clear)) {
          var sealed = keyring.seal(Tokens.INSTITUTION, serial, seed);
          var row =
              Tokens.INSTITUTION
                  + '\t'
                  + serial
                  + "\tHARDWARE\tSHA1\t6\t30\t\\\\x"
                  + hex.formatHex(sealed.bytes())
                  + '\t'
                  + sealed.keyVersion()
                  + (registered ? "\tIN_USE\tc-" + number + "\tu\n" : "\tIN_STOCK\t\\N\t\\N\n");
          out.write(row.getBytes(StandardCharsets.US_ASCII));
        } finally {
          Arrays.fill(clear, (byte) 0);
        }
      }
    }
  }
}
