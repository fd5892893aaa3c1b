package dev.kagimori.testkit;

import dev.kagimori.audit.Source;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.PskcWriter;
import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.institution.Institutions;
import dev.kagimori.staff.Accounts;
import dev.kagimori.staff.Role;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.seedfile.TransportKey;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A bank of its own: its terms, its front end's API key, its customers and its stock of fobs. */
public final class Institution {
  static final Source STAFF = new Source("staff", "127.0.0.1", "testkit");

  private final RunningKagimori kagimori;
  private final String id;
  private final String apiKey;
  private final AtomicInteger staff = new AtomicInteger();
  private JsonObject terms;

  private Institution(RunningKagimori kagimori, String id, String apiKey, JsonObject terms) {
    this.kagimori = kagimori;
    this.id = id;
    this.apiKey = apiKey;
    this.terms = terms;
  }

  /**
   * Adds one.
   *
   * @param terms all of them
   */
  static Institution add(RunningKagimori kagimori, String id, JsonObject terms) {
    var pool = kagimori.backstage().pool();
    if (Institutions.exists(pool, id))
      throw new IllegalArgumentException(
          "金融機関 %s は登録済みです。別の名前にしてください / institution %s exists; choose another name"
              .formatted(id, id));
    Institutions.put(pool, id, terms, Instant.EPOCH);
    var key = ApiKeys.add(pool, id, "web", kagimori.time().instant()).orElseThrow();
    return new Institution(kagimori, id, key, terms);
  }

  /** The terms of the shipped small bank (みなと信用金庫), which all others differ from. */
  public static JsonObject systemE() {
    return ReferenceSystem.E.terms();
  }

  public String id() {
    return id;
  }

  /** Its terms, as they were last changed here. */
  public synchronized JsonObject terms() {
    return terms.copy();
  }

  /** What the front end shows as {@code Authorization: Bearer …}. */
  public String apiKey() {
    return apiKey;
  }

  /** Where the front end calls, such as {@code http://127.0.0.1:40123}. */
  public URI uri() {
    return kagimori.uri();
  }

  RunningKagimori kagimori() {
    return kagimori;
  }

  DrivenTime time() {
    return kagimori.time();
  }

  /**
   * Changes the terms from now on: these are merged over what they were, object by object, and a
   * list takes the place of a list. Instances hear of it a moment later, so the first call that
   * depends on it is repeated until it shows; terms that a test has from its beginning are best
   * given with {@link RunningKagimori#institution(JsonObject)}.
   */
  public synchronized void changeTerms(JsonObject changedTerms) {
    terms = terms.copy().mergeIn(changedTerms.copy(), true);
    Institutions.put(kagimori.backstage().pool(), id, terms, time().instant());
  }

  /**
   * A customer with a personal contract, made known as the front end does it.
   *
   * @param contract 1 to 64 of A-Z, a-z, 0-9, dot, hyphen, underscore, like {@code user}
   */
  public Customer customer(String contract, String user) {
    var personal = new JsonObject().put("user", user).put("role", "PERSONAL");
    return contract(
            contract,
            new JsonObject().put("kind", "PERSONAL").put("users", new JsonArray().add(personal)))
        .getFirst();
  }

  /**
   * A contract, made known as the front end does it.
   *
   * @param body of {@code PUT /v1/contracts/{contract}}
   * @return its users in the order of the body
   */
  public List<Customer> contract(String contract, JsonObject body) {
    FrontEnd.put(this, contract, body);
    return body.getJsonArray("users").stream()
        .map(user -> new Customer(this, contract, ((JsonObject) user).getString("user")))
        .toList();
  }

  /** Users of a business that the front end told of, master and general ones. */
  public Business business(String contract, List<String> masters, List<String> generals) {
    var users = new JsonArray();
    masters.forEach(user -> users.add(user(user, "MASTER")));
    generals.forEach(user -> users.add(user(user, "GENERAL")));
    var known = contract(contract, new JsonObject().put("kind", "BUSINESS").put("users", users));
    return new Business(
        contract, known.subList(0, masters.size()), known.subList(masters.size(), known.size()));
  }

  private static JsonObject user(String user, String role) {
    return new JsonObject().put("user", user).put("role", role);
  }

  /**
   * An account of the institution's staff.
   *
   * @param roles one at least of {@link Role}
   * @return its key, shown as {@code Authorization: Bearer …} at {@code /v1/staff}
   */
  public String staff(String... roles) {
    var given = EnumSet.noneOf(Role.class);
    for (var role : roles) given.add(role(role));
    if (given.isEmpty()) throw new IllegalArgumentException("役割が必要です / a role is needed");
    var account = "staff-" + staff.incrementAndGet();
    return Accounts.add(kagimori.backstage().pool(), id, account, given, kagimori.time().instant())
        .orElseThrow();
  }

  private static Role role(String name) {
    try {
      return Role.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s という役割はありません（%s） / there is no role %s".formatted(name, List.of(Role.values()), name),
          e);
    }
  }

  /** A fob in stock, of a make that the terms have; system E's: six digits every 30 seconds. */
  public Fob fob() {
    return fobs(1).getFirst();
  }

  /** Fobs in stock, of the terms' makes in turn; system E's: GM, SY and 2V. */
  public List<Fob> fobs(int count) {
    var made = time().instant().minus(Duration.ofDays(30));
    return deliver(Fobs.random(count, makes(), kagimori.random, made));
  }

  private List<Make> makes() {
    var prefixes =
        terms().getJsonArray("makes").stream()
            .map(make -> ((JsonObject) make).getString("prefix"))
            .toList();
    var makes =
        Make.ALL.stream()
            .filter(make -> prefixes.stream().anyMatch(make.serialShape()::startsWith))
            .toList();
    if (makes.isEmpty())
      throw new IllegalArgumentException(
          "%s の利用条件にはキーホルダー型トークンがありません / the terms of %s have no fobs".formatted(id, id));
    return makes;
  }

  /** Takes fobs of your own into stock, which the simulator made. */
  public List<Fob> deliver(List<dev.kagimori.fob.device.Fob> fobs) {
    deliverKeys(fobs.stream().map(fob -> PskcKey.of(fob, null)).toList());
    return fobs.stream().map(fob -> new Fob(fob, time())).toList();
  }

  /** Takes a maker's delivery (RFC 6030) into stock. */
  public void deliverKeys(List<PskcKey> keys) {
    try {
      var file = Files.createTempFile(kagimori.directory(), "delivery", ".xml");
      PskcWriter.write(file, keys);
      ImportOutcome outcome;
      try (var in = Files.newInputStream(file)) {
        outcome = imported(in, String.valueOf(file.getFileName()));
      }
      Files.delete(file);
      if (!(outcome instanceof ImportOutcome.Ended(var report))
          || report.end() != ImportReport.End.COMPLETE)
        throw new IllegalArgumentException(
            "トークンを受け入れられません / the fobs were not taken into stock: " + outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImportOutcome imported(InputStream in, String name) throws IOException {
    var backstage = kagimori.backstage();
    try (var none = TransportKey.none()) {
      return new Import(
              backstage.pool(),
              backstage.keyring(),
              backstage.terms(),
              new CompositeMeterRegistry())
          .run(ImportOrder.of(id, name), in, none, STAFF, time(), Progress.NONE);
    }
  }

  @Override
  public String toString() {
    return "Institution(" + id + ")";
  }
}
