package dev.kagimori.trial;

import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.Backstage;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** One database and two instances over it. */
final class TestBank implements AutoCloseable {
  static final int INSTANCES = 2;

  /** Seeds and serial numbers are the same in every run. */
  final Random random = new Random(20_261_121);

  final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  final RunningKagimori kagimori;
  final DrivenTime time;

  private TestBank(RunningKagimori kagimori) {
    this.kagimori = kagimori;
    time = kagimori.time();
  }

  static TestBank open(Path directory) {
    return of(directory, RunningKagimori.start(directory, INSTANCES));
  }

  /** The same, whose mails can be read. */
  static TestBank openWithInbox(Path directory) {
    return of(directory, RunningKagimori.startWithInbox(directory, INSTANCES));
  }

  private static TestBank of(Path directory, RunningKagimori kagimori) {
    Secrets.database(directory.resolve("database"));
    Secrets.masterKey(kagimori.masterKey());
    return new TestBank(kagimori);
  }

  Backstage backstage() {
    return kagimori.backstage();
  }

  void startInstances() {
    kagimori.startInstances(INSTANCES);
  }

  void stopInstances() {
    kagimori.stopInstances();
  }

  /** Stops and starts PostgreSQL; it may be on another port then. Without instances only. */
  void restartDatabase() {
    kagimori.restartDatabase();
  }

  int port(int instance) {
    return kagimori.uri(instance).getPort();
  }

  int managementPort(int instance) {
    return kagimori.managementUri(instance).getPort();
  }

  /** System E with some terms changed. */
  Institution institution(String id, JsonObject otherTerms) {
    return Institution.add(this, id, otherTerms);
  }

  @Override
  public void close() {
    kagimori.close();
    http.close();
  }
}
