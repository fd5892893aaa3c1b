package dev.kagimori.verification;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Superuser;
import dev.kagimori.proof.Proxy;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Engines without the rest of the service, each with a line of its own that can be broken. */
final class Engines implements AutoCloseable {
  final RunningKagimori kagimori;
  final Superuser superuser;
  final List<Engine> engines = new ArrayList<>();
  final List<Proxy> lines = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();

  private Engines(Path directory, int count) throws IOException, SQLException {
    kagimori = RunningKagimori.start(directory, 1);
    var database = directory.resolve("database");
    Secrets.database(database);
    Secrets.masterKey(kagimori.masterKey());
    superuser = Superuser.of(database);
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(database.resolve("passwords"))) {
      passwords.load(in);
    }
    var service = kagimori.backstage().database().service();
    var password = directory.resolve("service-password");
    Files.writeString(password, passwords.getProperty(service.user()));
    for (int n = 0; n < count; n++) {
      var line = Proxy.to(service.port());
      lines.add(line);
      engines.add(
          Engine.start(
              vertx,
              kagimori,
              DatabaseUri.parse(
                  "postgresql://%s@127.0.0.1:%d/%s?sslmode=disable&passwordfile=%s"
                      .formatted(service.user(), line.port(), service.database(), password))));
    }
  }

  static Engines start(Path directory, int count) throws IOException, SQLException {
    return new Engines(directory, count);
  }

  /** Users of a new institution whose fobs show a new code. */
  List<Holder> holders(String institution, int count) {
    var holders = Holder.of(institution(institution), kagimori.backstage().keyring(), count);
    kagimori.time().nextStep();
    return holders;
  }

  Institution institution(String id) {
    return kagimori.institution(id, new JsonObject());
  }

  /**
   * The reasons of a user's entries about verifications, in their order; DONE where it was done.
   */
  List<String> entries(Holder holder) {
    try {
      return superuser.column(
          """
          SELECT coalesce(reason, outcome) FROM audit WHERE institution = '%s'
            AND contract = '%s' AND user_id = '%s' AND action = 'VERIFY' ORDER BY id
          """
              .formatted(
                  holder.customer().institution().id(),
                  holder.customer().contract(),
                  holder.customer().user()));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Deadlocks since the database was made. */
  String deadlocks() throws SQLException {
    return superuser
        .column("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        .getFirst();
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
    vertx.close().await();
    lines.forEach(Proxy::close);
    kagimori.close();
  }
}
