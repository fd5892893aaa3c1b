package dev.kagimori.testkit;

import dev.kagimori.fob.time.DrivenTime;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A running Kagimori for a test class, in JUnit 5.13 or later and JUnit 6.
 *
 * <p>With {@code @ExtendWith(KagimoriExtension.class)} tests take what they need as parameters: an
 * {@link Institution}, the {@link DrivenTime}, or the whole {@link RunningKagimori}. As a {@code
 * static @RegisterExtension} field it can be given other terms, and asked without parameters.
 *
 * <p>PostgreSQL is started once a run. Each test class has a service of its own, whose time begins
 * at {@link RunningKagimori#BEGIN}; tests in it share that time, so let them run one after another,
 * which is JUnit's default. Classes may run in parallel where none of them lets days pass. Each
 * test has an institution of its own, unless one was asked for in {@code @BeforeAll} or the
 * constructor: then that is the class's. Everything is closed when class and run are over, whether
 * tests passed or not.
 *
 * <p>Start passwords are hashed with less memory than in service, so that tests are quick; {@link
 * RunningKagimori#start} hashes them as the service does.
 *
 * <p>Where it can't start, the class fails with {@link dev.kagimori.database.CannotStart}, which
 * says why and what to do, in Japanese and English.
 */
public final class KagimoriExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace OURS = Namespace.create(KagimoriExtension.class);

  private final JsonObject changedTerms;
  private final boolean inbox;
  private volatile @Nullable RunningKagimori running;

  /** With the terms of system E. */
  public KagimoriExtension() {
    this(new JsonObject(), false);
  }

  private KagimoriExtension(JsonObject changedTerms, boolean inbox) {
    this.changedTerms = changedTerms;
    this.inbox = inbox;
  }

  /**
   * With some terms changed for every institution of the class.
   *
   * @param changed merged over {@code institutions/minato.yaml}
   */
  public static KagimoriExtension withTerms(JsonObject changed) {
    return new KagimoriExtension(changed.copy(), false);
  }

  /** The same, with a mail server that takes what the service sends: {@link #mails}. */
  public KagimoriExtension withInbox() {
    return new KagimoriExtension(changedTerms, true);
  }

  /** The mails that were sent. */
  public Mails mails() {
    return service().mails();
  }

  /** A new institution of a reference system, with its terms as shipped. */
  public Institution institution(ReferenceSystem system) {
    return service().institution(system);
  }

  /** The service, from {@code @BeforeAll} on. */
  public RunningKagimori service() {
    var service = running;
    if (service == null)
      throw new IllegalStateException(
          "Kagimori は起動していません。static な @RegisterExtension にしてください"
              + " / Kagimori is not running: make the @RegisterExtension field static");
    return service;
  }

  /** Where front ends call, such as {@code http://127.0.0.1:40123}. */
  public URI uri() {
    return service().uri();
  }

  /** The time that the service and all fobs live in. */
  public DrivenTime time() {
    return service().time();
  }

  /** A new institution with an API key, which no other test knows. */
  public Institution institution() {
    return service().institution();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running = service(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Institution.class || type == DrivenTime.class || type == RunningKagimori.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var service = service(context);
    var type = parameter.getParameter().getType();
    if (type == RunningKagimori.class) return service;
    return type == DrivenTime.class ? service.time() : institution(context, service);
  }

  /** A test's own; a class's, where it was asked for before the tests. */
  private static Institution institution(ExtensionContext context, RunningKagimori service) {
    var store = context.getStore(OURS);
    var kept = store.get(Institution.class, Institution.class);
    if (kept != null) return kept;
    var added = service.institution();
    store.put(Institution.class, added);
    return added;
  }

  /** The test class's, started where there is none yet; JUnit closes what lies in its stores. */
  private RunningKagimori service(ExtensionContext context) {
    synchronized (KagimoriExtension.class) {
      var store = topClass(context).getStore(OURS);
      var kept = store.get(RunningKagimori.class, RunningKagimori.class);
      if (kept != null) return kept;
      var database = database(context.getRoot().getStore(OURS));
      var started =
          Patience.start(
              "Kagimori",
              () ->
                  new RunningKagimori(
                      database, 1, changedTerms, inbox, RunningKagimori.LIGHT_PASSWORDS));
      store.put(RunningKagimori.class, started);
      return started;
    }
  }

  private static TestDatabase database(ExtensionContext.Store run) {
    var kept = run.get(TestDatabase.class, TestDatabase.class);
    if (kept != null) return kept;
    var started = Patience.start("PostgreSQL", TestDatabase::temporary);
    run.put(TestDatabase.class, started);
    return started;
  }

  /** The outermost class, so that nested ones share its service. */
  private static ExtensionContext topClass(ExtensionContext context) {
    var above = context.getParent();
    boolean below = above.isPresent() && above.get().getParent().isPresent();
    return below ? topClass(above.get()) : context;
  }
}
