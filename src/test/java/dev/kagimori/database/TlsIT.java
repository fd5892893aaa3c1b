package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path directory;
  private static Vertx vertx;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = EmbeddedDatabase.start(directory.resolve("database"));
    Secrets.database(directory.resolve("database"));
  }

  @AfterAll
  static void stop() {
    database.close();
    vertx.close().await();
  }

  /** A self-signed certificate for a host; gives the file of the certificate. */
  private static Path certificate(String name, String host) throws Exception {
    var store = directory.resolve(name + ".p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start()
            .waitFor();
    assertEquals(0, made, () -> name);
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    var key = keys.getKey("server", PASSWORD).getEncoded();
    OwnerOnly.write(directory.resolve(name + ".key"), pem("PRIVATE KEY", key));
    var file = directory.resolve(name + ".crt");
    return Files.writeString(file, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
  }

  private static void serve(String name) {
    var admin = Database.open(vertx, database.superuser());
    for (var sql :
        new String[] {
          "ALTER SYSTEM SET ssl_cert_file = '%s.crt'".formatted(directory.resolve(name)),
          "ALTER SYSTEM SET ssl_key_file = '%s.key'".formatted(directory.resolve(name)),
          "ALTER SYSTEM SET ssl = on",
          "SELECT pg_reload_conf()"
        }) admin.query(sql).execute().await();
    admin.close().await();
  }

  private static DatabaseUri uri(Path rootCert) {
    return DatabaseUri.parse(
        "postgresql://kagimori:%s@localhost:%d/kagimori?sslmode=verify-full&sslrootcert=%s"
            .formatted(database.service().password(), database.port(), rootCert));
  }

  @Test
  void theCertificateAndTheNameAreVerified() throws Exception {
    var right = certificate("right", "localhost");
    var elsewhere = certificate("elsewhere", "db.example");
    serve("right");
    var pool = Database.open(vertx, uri(right));
    var encrypted =
        Tx.read(pool, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Tuple.tuple());
    assertTrue(encrypted.iterator().next().getBoolean(0));
    pool.close().await();
    assertFalse(Migrations.isCurrent(uri(right), "filesystem:" + directory));

    refused(uri(elsewhere)); // another authority
    serve("elsewhere");
    refused(uri(elsewhere)); // another name
    refused(
        DatabaseUri.parse(
            "postgresql://kagimori:%s@localhost:%d/kagimori"
                .formatted(database.service().password(), database.port()))); // no public authority
  }

  private static void refused(DatabaseUri uri) {
    var pool = Database.open(vertx, uri);
    assertThrows(DatabaseBusy.class, () -> Tx.read(pool, "SELECT 1", Tuple.tuple()));
    pool.close().await();
    assertThrows(CannotStart.class, () -> Migrations.isCurrent(uri, "filesystem:" + directory));
  }
}
