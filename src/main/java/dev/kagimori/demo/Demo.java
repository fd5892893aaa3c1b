package dev.kagimori.demo;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.drawer.Drawer;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.http.Listen;
import dev.kagimori.inbox.Inbox;
import dev.kagimori.mail.Smtp;
import dev.kagimori.phone.AppError;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
   * @param walk whether to show what each institution does; empty: on the first start only
   * @throws Ending.Asked when it was asked before it was ready
   * @throws CannotStart saying why it can't be
   */
  void run(Ports ports, Optional<Boolean> walk) throws IOException {
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
    var keys = Bank.setUp(home, database.service());
    screen.step(
        "金融機関 / institutions: "
            + Tenant.ALL.stream().map(Tenant::id).collect(Collectors.joining(", ")));
    ending.check();
    var vertx = Vertx.vertx();
    started(() -> vertx.close().await());
    var inbox = inbox(vertx, ports);
    screen.step("メール / mails: " + inbox.uri());
    ending.check();
    var service = started(service(database, inbox, ports));
    var address = "http://" + HOST + ":" + service.port();
    screen.step("サービス / service: " + address);
    var sites = sites(address, keys, fobs);
    for (var site : sites) site.introduce();
    screen.step(
        "利用者 / customers: %d"
            .formatted(Tenant.ALL.stream().mapToInt(t -> t.customers().size()).sum()));
    ending.check();
    started(Workshop.open(home, fobs, ending));
    screen.step("トークン / fobs: %d, %s".formatted(fobs.size(), home.line()));
    var drawer = started(drawer(ports));
    screen.step("引き出し / drawer: " + drawer.uri());
    var counter = started(orTaken(ports, () -> Counter.open(vertx, sites, ports.counter())));
    screen.step("窓口 / counter: " + counter.uri());
    var certificates = new Certificates(home);
    var door = certificates.door(HOST, ports.secure());
    var pages =
        started(
            orTaken(
                ports,
                () ->
                    NetBank.open(
                        vertx, database.another("bank"), address, sites, ports.banks(), door)));
    pages.certify(certificates);
    screen.step("銀行 / banks: %s, %s".formatted(pages.uri(), pages.secureUri()));

    var management = "http://" + HOST + ":" + service.managementPort();
    var demo =
        started(
            new Announcement(
                home,
                address,
                management,
                inbox.uri(),
                drawer.uri(),
                counter.uri(),
                pages,
                sites,
                sites.getLast()));
    new Tools(home).write(demo.apiKey());
    var first = !Files.exists(home.started());
    if (first) OwnerOnly.write(home.started(), "");
    demo.write();
    screen.step("準備完了 / ready");
    new Hints(screen, home, demo).print(shown(demo, inbox, walk.orElse(first)));
    ending.asked(FOREVER);
  }

  /** Who and what of the main institution is free, after the walk where there is one. */
  private Standing shown(Announcement demo, Inbox inbox, boolean walk) throws IOException {
    var frontEnd = demo.main().frontEnd();
    var standing = Standing.of(frontEnd, demo.fobs());
    if (!walk) return standing;
    walk(demo, inbox, standing);
    // the next codes come from other fobs: these have just shown theirs
    var after = Standing.of(frontEnd, demo.fobs());
    return standing.isEnough() ? after.without(standing) : after;
  }

  private List<Site> sites(String address, Map<Tenant, Keys> keys, List<Fob> fobs) {
    var sites = new ArrayList<Site>();
    for (var tenant : Tenant.ALL) {
      var own = Objects.requireNonNull(keys.get(tenant));
      var frontEnd = started(new FrontEnd(address, own.apiKey(), ending));
      sites.add(new Site(tenant, frontEnd, own, Workshop.serials(fobs, tenant)));
    }
    return List.copyOf(sites);
  }

  private Drawer drawer(Ports ports) throws IOException {
    try {
      return Drawer.open(home.line().toString(), Rack.BAUD, ports.drawer());
    } catch (BindException e) {
      throw ports.taken(e);
    }
  }

  private Inbox inbox(Vertx vertx, Ports ports) throws IOException {
    OwnerOnly.directory(home.mail());
    return started(orTaken(ports, () -> Inbox.start(vertx, home.mail(), ports.mail())));
  }

  private Service service(EmbeddedDatabase database, Inbox inbox, Ports ports) {
    var settings =
        Settings.of(
                database.service(),
                home.masterKey(),
                Listen.on(HOST, ports.frontEnds()),
                Listen.on(HOST, ports.management()))
            .withSmtp(
                Smtp.of(HOST, inbox.smtpPort(), Smtp.Tls.REQUIRED)
                    .withRootCert(inbox.certificate()));
    return orTaken(ports, () -> Service.start(settings));
  }

  /**
   * What was started.
   *
   * @throws CannotStart where one of the ports is somebody else's
   */
  private static <T> T orTaken(Ports ports, Supplier<T> start) {
    try {
      return start.get();
    } catch (RuntimeException e) {
      if (!isTaken(e)) throw e;
      throw ports.taken(e);
    }
  }

  private static boolean isTaken(@Nullable Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof BindException) return true;
    return false;
  }

  /** What goes wrong on the way is told; the bank stays up, so that it can be looked at. */
  private void walk(Announcement demo, Inbox inbox, Standing standing) {
    var countdown = new Countdown(screen, ending);
    var desk = new Desk(home.line(), ending);
    try (var tour = new Tour(screen, countdown, new Postbox(inbox, ending), desk, demo)) {
      shown(tour::begin);
      if (standing.isEnough())
        shown(new Walk(screen, demo.main().frontEnd(), desk, countdown, standing)::run);
      shown(tour::goOn);
    }
  }

  /** A part of the walk. */
  private interface Part {
    void run() throws IOException;
  }

  private void shown(Part part) {
    try {
      part.run();
    } catch (IOException | FrontEnd.Unexpected | AppError e) {
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
