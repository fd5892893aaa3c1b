package dev.kagimori.testkit;

import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.http.Listen;
import dev.kagimori.issue.StartPasswords;
import dev.kagimori.phone.Phone;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service, running in this process: one instance or more over one PostgreSQL, on free ports of
 * the loopback, in a time that stands still until the test lets some pass.
 *
 * <p>{@link KagimoriExtension} starts and closes it for JUnit; without JUnit, {@link #start} does.
 */
public final class RunningKagimori implements AutoCloseable {
  /** When the time begins: a Saturday, ten in the morning in Tokyo, ten seconds into a step. */
  public static final Instant BEGIN = Instant.parse("2026-11-21T01:00:10Z");

  /** KiB, for whom the hash of a start password is not the point: a hash takes a millisecond. */
  static final int LIGHT_PASSWORDS = 256;

  private static final String HOST = "127.0.0.1";
  private static final AtomicInteger INSTITUTIONS = new AtomicInteger();

  /** Seeds and serial numbers are the same in every run. */
  final Random random = new Random(20_261_121);

  final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final DrivenTime time = new DrivenTime(BEGIN);
  private final Vertx vertx = Vertx.vertx();
  private final Deque<AutoCloseable> closing = new ArrayDeque<>(List.of(http));
  private final List<Service> instances = new ArrayList<>();
  private final TestDatabase database;
  private final JsonObject otherTerms;
  private final int passwordMemory;
  private final Optional<Mails> mails;
  private Backstage backstage;

  RunningKagimori(
      TestDatabase database, int count, JsonObject otherTerms, boolean inbox, int passwordMemory) {
    this.database = database;
    this.passwordMemory = passwordMemory;
    this.otherTerms = otherTerms.copy();
    closing.push(() -> vertx.close().await());
    try {
      backstage = Backstage.open(vertx, database, time);
      closing.push(() -> backstage.close());
      mails = inbox ? Optional.of(Mails.open(vertx, database.directory())) : Optional.empty();
      mails.ifPresent(closing::push);
      closing.push(this::stopInstances);
      startInstances(count);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts PostgreSQL and the instances; blocks for about five seconds.
   *
   * @param directory where the data are kept; its owner removes it
   * @param count how many instances, 1 or more
   * @throws dev.kagimori.database.CannotStart saying why, in Japanese and English
   */
  public static RunningKagimori start(Path directory, int count) {
    return start(directory, count, false);
  }

  /** The same, with a mail server that takes what the service sends. */
  public static RunningKagimori startWithInbox(Path directory, int count) {
    return start(directory, count, true);
  }

  private static RunningKagimori start(Path directory, int count, boolean inbox) {
    return Patience.start(
        "Kagimori",
        () -> {
          var database = TestDatabase.in(directory);
          try {
            var running =
                new RunningKagimori(
                    database, count, new JsonObject(), inbox, StartPasswords.MEMORY_KIB);
            running.closing.addLast(database);
            return running;
          } catch (RuntimeException e) {
            database.close();
            throw e;
          }
        });
  }

  /** The time that the service and all fobs live in. */
  public DrivenTime time() {
    return time;
  }

  /** Where front ends call, such as {@code http://127.0.0.1:40123}; of the first instance. */
  public URI uri() {
    return uri(0);
  }

  /** The same of the n-th instance, counted from 0. */
  public URI uri(int instance) {
    return local(instances.get(instance).port());
  }

  /** Health and metrics of the n-th instance. */
  public URI managementUri(int instance) {
    return local(instances.get(instance).managementPort());
  }

  /**
   * A database for what a front end keeps of its own, on the same PostgreSQL; whoever was connected
   * as this name before can't connect anew.
   *
   * @param name {@code [a-z_]{1,30}}
   * @return {@code postgresql://name:password@127.0.0.1:port/name}
   */
  public String frontEndDatabase(String name) {
    return database.server().another(name);
  }

  /** A new institution of system E, with an API key; no other test knows it. */
  public Institution institution() {
    return institution(new JsonObject());
  }

  /**
   * The same, with some terms changed: merged over {@code institutions/minato.yaml} object by
   * object; a list takes the place of a list.
   */
  public Institution institution(JsonObject changedTerms) {
    return institution(next(), changedTerms);
  }

  /**
   * The same, under a name of your choice.
   *
   * @param id {@code [a-z][a-z0-9-]{1,31}}, not used before
   */
  public Institution institution(String id, JsonObject changedTerms) {
    var terms = Institution.systemE().mergeIn(otherTerms.copy(), true);
    return Institution.add(this, id, terms.mergeIn(changedTerms.copy(), true));
  }

  /** A new institution with the shipped terms of a reference system. */
  public Institution institution(ReferenceSystem system) {
    return institution(system, new JsonObject());
  }

  /** The same, with some terms changed: merged over its own. */
  public Institution institution(ReferenceSystem system, JsonObject changedTerms) {
    var terms = system.terms().mergeIn(otherTerms.copy(), true);
    return Institution.add(this, next(), terms.mergeIn(changedTerms.copy(), true));
  }

  private static String next() {
    return "test-" + INSTITUTIONS.incrementAndGet();
  }

  /**
   * The mails that were sent.
   *
   * @throws IllegalStateException where the service was started without an inbox
   */
  public Mails mails() {
    return mails.orElseThrow(() ->
        new IllegalStateException(
            "メールの受信箱がありません。KagimoriExtension.withInbox で起動してください"
                + " / there is no inbox: start with KagimoriExtension.withInbox"));
  }

  /** A new phone, whose calls go to the first instance. */
  Phone phone() {
    var phone = new Phone(uri(), time);
    closing.push(phone);
    return phone;
  }

  /** For what an outsider can't do or see. */
  public Backstage backstage() {
    return backstage;
  }

  public Path directory() {
    return database.directory();
  }

  public Path masterKey() {
    return database.masterKey();
  }

  /** Adds so many instances, on new ports. */
  public void startInstances(int count) {
    for (int n = 0; n < count; n++) {
      var settings =
          Settings.of(
                  database.server().service(),
                  database.masterKey(),
                  Listen.on(HOST, 0),
                  Listen.on(HOST, 0))
              .withClock(time)
              .withPasswordMemory(passwordMemory);
      instances.add(Service.start(mails.map(Mails::smtp).map(settings::withSmtp).orElse(settings)));
    }
  }

  /** Stops them all; the time and the data stay. */
  public void stopInstances() {
    instances.forEach(Service::close);
    instances.clear();
  }

  /**
   * Stops PostgreSQL and starts it again.
   *
   * @throws IllegalStateException while instances run: it may be on another port then
   */
  public void restartDatabase() {
    if (!instances.isEmpty())
      throw new IllegalStateException(
          "先に stopInstances を呼んでください / call stopInstances before restartDatabase");
    backstage.close();
    database.restart();
    backstage = Backstage.open(vertx, database, time);
  }

  private static URI local(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** Stops everything; within a time, and whatever fails on the way. */
  @Override
  public void close() {
    while (!closing.isEmpty()) Patience.close(closing.pop());
  }

  @Override
  public String toString() {
    return "RunningKagimori(" + instances.size() + " instances, " + time.instant() + ")";
  }
}
