package dev.kagimori.demo;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.http.Listen;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo from its start to its end; what is started last is closed first. */
final class Demo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);
  private static final String HOST = "127.0.0.1";
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final Home home;
  private final Screen screen;
  private final Ending ending;

  Demo(Home home, Screen screen, Ending ending) {
    this.home = home;
    this.screen = screen;
    this.ending = ending;
  }

  /**
   * Runs until it is asked to end.
   *
   * @param walk whether to go through a token's life; empty: on the first start only
   * @throws Ending.Asked when it was asked before it was ready
   * @throws CannotStart saying why it can't be
   */
  void run(int port, int managementPort, Optional<Boolean> walk) throws IOException {
    var database = started(EmbeddedDatabase.start(home.database()));
    Announcement.withdraw(home); // only now is it sure that nobody else uses the directory
    screen.step("PostgreSQL: %s:%d".formatted(HOST, database.port()));
    ending.check();
    var migrations = Migrations.migrate(database.owner());
    screen.step(
        "データベース構成 / schema: %s"
            .formatted(
                migrations == 0
                    ? "最新 / current"
                    : "%d 件適用 / %d applied".formatted(migrations, migrations)));
    ending.check();
    var fobs = Workshop.fobs(home);
    var apiKey = Bank.setUp(home, database.service());
    screen.step("金融機関 / institution: みなと信用金庫 / Minato Shinkin Bank");
    ending.check();
    var service = started(service(database, port, managementPort));
    var address = "http://" + HOST + ":" + service.port();
    screen.step("サービス / service: " + address);
    var frontEnd = started(new FrontEnd(address, apiKey, ending));
    Customer.introduce(frontEnd);
    screen.step("利用者 / customers: %d".formatted(Customer.all().size()));
    ending.check();
    var workshop = started(Workshop.open(home, fobs, ending));
    screen.step("トークン / fobs: %d, %s".formatted(fobs.size(), home.line()));
    new Tools(home).write(apiKey);

    var management = "http://" + HOST + ":" + service.managementPort();
    var demo = started(new Announcement(home, address, management, apiKey, workshop.serials()));
    var first = !Files.exists(home.started());
    if (first) OwnerOnly.write(home.started(), "");
    demo.write();
    screen.step("準備完了 / ready");
    var standing = Standing.of(frontEnd, demo.fobs());
    if (walk.orElse(first) && standing.isEnough()) {
      walk(frontEnd, standing);
      // the next codes come from other fobs: these have just shown theirs
      standing = Standing.of(frontEnd, demo.fobs()).without(standing);
    }
    new Hints(screen, home, demo).print(standing);
    ending.asked(FOREVER);
  }

  private Service service(EmbeddedDatabase database, int port, int managementPort) {
    var settings =
        Settings.of(
            database.service(),
            home.masterKey(),
            Listen.on(HOST, port),
            Listen.on(HOST, managementPort));
    try {
      return Service.start(settings);
    } catch (RuntimeException e) {
      if (!isTaken(e)) throw e;
      throw new CannotStart(
          "ポート %d か %d は使用中です。--port と --management-port で別の番号を指定してください。"
              .formatted(port, managementPort),
          "Port %d or %d is in use. Name others with --port and --management-port."
              .formatted(port, managementPort),
          e);
    }
  }

  private static boolean isTaken(@Nullable Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof BindException) return true;
    return false;
  }

  /** What goes wrong on the way is told; the bank stays up, so that it can be looked at. */
  private void walk(FrontEnd frontEnd, Standing standing) {
    try {
      var countdown = new Countdown(screen, ending);
      new Walk(screen, frontEnd, new Desk(home.line()), countdown, standing).run();
    } catch (IOException | FrontEnd.Unexpected e) {
      log.error("the walk did not come to its end", e);
      screen.line("  中断しました / The walk broke off: " + e.getMessage());
    }
  }

  private <T extends AutoCloseable> T started(T part) {
    closing.push(part);
    return part;
  }

  @Override
  public void close() {
    ending.ask();
    while (!closing.isEmpty()) {
      var part = closing.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close cleanly", part, e);
      }
    }
  }
}
