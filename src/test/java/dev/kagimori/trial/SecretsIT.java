package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Superuser;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.PskcWriter;
import dev.kagimori.keyring.ClearDataKey;
import dev.kagimori.secrets.Expected;
import dev.kagimori.secrets.Needle;
import dev.kagimori.secrets.Search;
import dev.kagimori.secrets.Spellings;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.seedfile.TransportKey;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Where secrets come out, they are found: everything is done with tokens of eight digits, much of
 * it wrongly, at TRACE; then every place that the service or its database writes to is searched. A
 * code of eight digits is one of a hundred million numbers, so that any occurrence anywhere counts,
 * which six digits would not allow. Each place holds something planted, which has to be found.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsIT {
  private static final JsonObject EIGHT_DIGITS =
      new JsonObject()
          .put("prefix", "8T")
          .put("name", "Key fob 8T")
          .put("kind", "HARDWARE")
          .put("algorithm", "SHA256")
          .put("digits", 8)
          .put("stepSeconds", 60);

  private static final String IN_THE_LOG = "planted-in-the-log-" + UUID.randomUUID();
  private static final String IN_A_REPLY = "planted-in-a-reply-" + UUID.randomUUID();
  private static final String IN_A_ROW = "planted-in-a-row-" + UUID.randomUUID();
  private static final String IN_BYTES = "planted-in-bytes-" + UUID.randomUUID();
  private static final String IN_THE_SERVERS_LOG = "planted-in-its-log-" + UUID.randomUUID();

  @TempDir static Path directory;
  private static TestBank bank;
  private static Superuser superuser;
  private static Misuse misuse;
  private static final FileAppender<ILoggingEvent> LOG = new FileAppender<>();
  private static final List<Expected> EXPECTED = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    startLog();
    for (var logger : List.of("dev.kagimori.http.Journal", "dev.kagimori.keyring.SeedAlarm"))
      EXPECTED.add(Expected.of(logger));
    bank = TestBank.open(directory);
    superuser = Superuser.of(directory.resolve("database"));
    // so that what is written to the WAL can be read there
    superuser.run("ALTER SYSTEM SET wal_compression = off", "SELECT pg_reload_conf()");
    var makes = Institution.systemE().getJsonArray("makes").copy().add(EIGHT_DIGITS);
    misuse = new Misuse(bank.institution("leaky", new JsonObject().put("makes", makes)));
    for (var line : Files.readAllLines(directory.resolve("database").resolve("passwords")))
      secret("password", line.substring(line.indexOf('=') + 1));
    var master = Files.readString(masterKey()).strip();
    misuse.secrets.addAll(
        Spellings.of("master key", Base64.getDecoder().decode(master.split(" ", 2)[1])));
  }

  @AfterAll
  static void close() throws SQLException {
    superuser.close();
    bank.close();
    EXPECTED.forEach(Expected::close);
    root().detachAppender(LOG);
    LOG.stop();
  }

  private static void secret(String kind, String text) {
    misuse.secrets.addAll(Spellings.of(kind, text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Path masterKey() {
    return directory.resolve("keys").resolve("master.key");
  }

  private static Logger root() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private static void startLog() {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(root().getLoggerContext());
    encoder.setPattern("%d{HH:mm:ss} %-5level [%thread] %logger %msg %kvp %mdc%n%xEx");
    encoder.start();
    LOG.setContext(root().getLoggerContext());
    LOG.setFile(directory.resolve("kagimori.log").toString());
    LOG.setEncoder(encoder);
    LOG.start();
    root().addAppender(LOG);
  }

  @Test
  @Order(1)
  void everythingIsDoneRightlyAndWrongly() throws Exception {
    var walk = new MisuseWalk(misuse);
    walk.mainPath();
    walk.wrongFields();
    walk.faults(superuser);
    var wrapped = superuser.bytes("SELECT wrapped FROM data_key WHERE institution = ?", "leaky");
    misuse.secrets.addAll(
        Spellings.of("data key", ClearDataKey.of(masterKey(), "leaky", 1, wrapped)));
  }

  @Test
  @Order(2)
  void deliveriesThatAreRefused() throws Exception {
    var key = Base64.getEncoder().encodeToString(new byte[20]);
    var seed = "c2VlZC1vZi1hLWJyb2tlbi1kZWxpdmVyeQ==";
    misuse.secrets.addAll(Spellings.of("seed", Base64.getDecoder().decode(seed)));
    var known = directory.resolve("known.xml");
    PskcWriter.write(known, List.of(PskcKey.of(misuse.lastFob(), null)));
    var good = Files.readString(known);
    var reports = new ArrayList<String>();
    for (var broken :
        List.of(
            good,
            good.replaceAll("(?s)<Secret>.*?</Secret>", "<Secret><PlainValue>" + seed),
            good.replaceAll("(?s)<Secret>.*?</Secret>", "<Secret>" + seed + "</Secret>"),
            good.replaceAll("(?s)<Secret>.*?</Secret>", "<" + seed + "/>"),
            good.replaceAll("<SerialNo>[^<]*", "<SerialNo>" + seed),
            good.replace("</KeyContainer>", key))) {
      var file = Files.writeString(Files.createTempFile(directory, "broken", ".xml"), broken);
      var backstage = bank.backstage();
      var source = new Source("staff", "127.0.0.1", "trial");
      var order = ImportOrder.of(misuse.institution.id, String.valueOf(file.getFileName()));
      try (var in = Files.newInputStream(file);
          var none = TransportKey.none()) {
        var outcome =
            new Import(
                    backstage.pool(),
                    backstage.keyring(),
                    backstage.terms(),
                    new CompositeMeterRegistry())
                .run(order, in, none, source, bank.time, Progress.NONE);
        var ended = assertInstanceOf(ImportOutcome.Ended.class, outcome);
        assertNotEquals(ImportReport.End.COMPLETE, ended.report().end());
        reports.add(ended.toString());
      }
    }
    look("reports", Set.of("SerialNo"), s -> s.text("report", String.join("\n", reports)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Look {
    void into(Search search) throws IOException, SQLException;
  }

  /** None of the secrets, and each of the planted, is in this place. */
  private static void look(String place, Set<String> planted, Look look) throws Exception {
    var needles = new HashSet<>(misuse.secrets);
    planted.forEach(text -> needles.add(new Needle("planted", utf8(text), false)));
    long begun = System.nanoTime();
    var search = new Search(needles);
    look.into(search);
    var found = search.finds().stream().map(Search.Find::needle).collect(Collectors.toSet());
    var leaks = search.finds().stream().filter(find -> !find.needle().kind().equals("planted"));
    assertEquals(List.of(), leaks.toList(), place);
    assertEquals(planted.size(), found.size(), () -> place + " lacks what was planted");
    System.out.printf(
        "Secrets in %s: %,d bytes, %d needles, %.1f s: 0 found, %d planted found%n",
        place,
        search.bytesSearched(),
        misuse.secrets.size(),
        (System.nanoTime() - begun) / 1e9,
        planted.size());
  }

  private static void files(Search search, List<Path> files) throws IOException {
    for (var file : files) {
      try {
        search.file(file);
      } catch (NoSuchFileException e) {
        assertFalse(Files.exists(file)); // the server's own, and it removed it
      }
    }
  }

  @Test
  @Order(3)
  void noSecretIsInTheLog() throws Exception {
    LoggerFactory.getLogger(SecretsIT.class).trace("{}", IN_THE_LOG);
    look("the log at TRACE", Set.of(IN_THE_LOG), s -> s.file(directory.resolve("kagimori.log")));
  }

  @Test
  @Order(3)
  void noSecretIsInARepliesHeadOrBodyOrOnTheOperatorsPort() throws Exception {
    misuse.named(misuse.institution.customer("c-named"), IN_A_REPLY);
    look(
        "replies",
        Set.of(IN_A_REPLY, "triesLeft", "OVERLOADED", "REPLACE_TOKEN"),
        s -> s.text("reply", String.join("\n", misuse.replies())));
    int before = misuse.replies().size();
    misuse.lookAtManagement(IN_A_REPLY);
    look(
        "the operators' port",
        Set.of(IN_A_REPLY, "kagimori_answers_seconds_count", "\"state\":\"UP\""),
        s ->
            s.text(
                "reply",
                String.join("\n", misuse.replies().subList(before, misuse.replies().size()))));
  }

  @Test
  @Order(4)
  void noSecretIsInADumpInTheServersFilesOrItsLog() throws Exception {
    superuser.run(
        "CREATE SCHEMA scratch",
        "CREATE TABLE scratch.planted (words text, bytes bytea)",
        // a page of the WAL may end within one record, but not within several
        "INSERT INTO scratch.planted SELECT '%s', convert_to('%s', 'UTF8') FROM generate_series(1, 5)"
            .formatted(IN_A_ROW, IN_BYTES),
        "DO $$ BEGIN RAISE LOG '%s'; END $$".formatted(IN_THE_SERVERS_LOG));
    assertEquals(List.of("off"), superuser.column("SHOW wal_compression"));
    var dump = Places.dump(superuser, directory);
    look("the dump", Set.of(IN_A_ROW, IN_BYTES), s -> files(s, dump));
    var data = directory.resolve("database").resolve("data");
    var files = Places.files(superuser, data);
    var wal = files.stream().filter(file -> file.startsWith(data.resolve("pg_wal"))).toList();
    look("the WAL", Set.of(IN_A_ROW, IN_BYTES), s -> files(s, wal));
    var tables = files.stream().filter(file -> file.startsWith(data.resolve("base"))).toList();
    look("the tables' files", Set.of(IN_A_ROW, IN_BYTES), s -> files(s, tables));
    var log = files.stream().filter(file -> file.startsWith(data.resolve("log"))).toList();
    look("PostgreSQL's log", Set.of(IN_THE_SERVERS_LOG), s -> files(s, log));
    look("all of PGDATA", Set.of(IN_A_ROW, IN_BYTES, IN_THE_SERVERS_LOG), s -> files(s, files));
  }
}
