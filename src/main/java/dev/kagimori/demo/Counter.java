package dev.kagimori.demo;

import dev.kagimori.demo.CounterDesk.Outcome;
import dev.kagimori.localpage.LocalPage;
import dev.kagimori.localpage.Tongue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bank's counter (窓口): the demo's reader hands out fobs, suspends, unlocks and revokes, by the
 * staff's API alone. Plain forms, on the loopback.
 */
final class Counter implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String CUSTOMER = "/customer";
  private static final String OUTCOME = "outcome";
  private static final int IDLE_SECONDS = 30;
  private static final int FORM_FIELDS_MAX = 16;
  private static final int SEE_OTHER = 303;
  private static final Logger log = LoggerFactory.getLogger(Counter.class);

  private final Vertx vertx;
  private final List<Site> sites;
  private final Outcomes outcomes = new Outcomes();
  private final HttpServer server;

  private Counter(Vertx vertx, List<Site> sites, int port) {
    this.vertx = vertx;
    this.sites = sites;
    var bounds =
        new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setMaxFormFields(FORM_FIELDS_MAX);
    server = vertx.createHttpServer(bounds).requestHandler(this::show).listen(port, HOST).await();
  }

  /**
   * Opens it.
   *
   * @param port 0: a free one
   */
  static Counter open(Vertx vertx, List<Site> sites, int port) {
    return new Counter(vertx, sites, port);
  }

  /** Such as {@code http://127.0.0.1:18084/}. */
  URI uri() {
    return URI.create("http://%s:%d/".formatted(HOST, server.actualPort()));
  }

  private void show(HttpServerRequest request) {
    if (LocalPage.answered(request)) return;
    boolean customers = request.path().equals(CUSTOMER);
    if (customers && request.method().equals(HttpMethod.POST)) {
      request.setExpectMultipart(true);
      request.end().onSuccess(_ -> act(request));
    } else if (customers && request.method().equals(HttpMethod.GET))
      send(request, () -> customer(request));
    else if (request.path().equals("/") && request.method().equals(HttpMethod.GET))
      send(request, () -> CounterPages.all(Tongue.of(request), CounterDesk.hall(sites)));
    else send(request, CounterPages.nowhere(Tongue.of(request)));
  }

  /** A page in the making; asks the service, so not on an event loop. */
  private interface Making {
    CounterPages.Page page() throws IOException;
  }

  private void send(HttpServerRequest request, Making making) {
    vertx
        .executeBlocking(making::page, false)
        .onSuccess(page -> send(request, page))
        .onFailure(e -> {
          log.error("the counter's page failed", e);
          send(request, CounterPages.failed(Tongue.of(request)));
        });
  }

  private static void send(HttpServerRequest request, CounterPages.Page page) {
    LocalPage.send(
        request, page.status(), Tongue.of(request), page.title(), page.address(), page.main());
  }

  private CounterPages.Page customer(HttpServerRequest request) throws IOException {
    var tongue = Tongue.of(request);
    var desk = desk(request, tongue);
    if (desk.isEmpty()) return CounterPages.nobody(tongue);
    var sheet = desk.get().sheet(); // first: where it can't be had, the outcome waits
    return CounterPages.customer(tongue, sheet, outcomes.tell(request.getParam(OUTCOME)));
  }

  /** Acts, and leads the browser to the customer's page, which may be loaded again. */
  private void act(HttpServerRequest request) {
    var tongue = Tongue.of(request);
    var desk = desk(request, tongue);
    if (desk.isEmpty()) {
      send(request, CounterPages.nobody(tongue));
      return;
    }
    vertx
        .executeBlocking(() -> desk.get().act(request.formAttributes()), false)
        .recover(e -> {
          log.error("the counter's act failed", e);
          return Future.succeededFuture(new Outcome(false, CounterPages.whenFailed(tongue)));
        })
        .onSuccess(outcome -> lead(request, desk.get(), outcomes.keep(outcome)));
  }

  private static void lead(HttpServerRequest request, CounterDesk desk, String outcome) {
    var customer = desk.customer();
    LocalPage.headers(request.response())
        .setStatusCode(SEE_OTHER)
        .putHeader(
            "Location",
            "%s?site=%s&contract=%s&user=%s&lang=%s&%s=%s"
                .formatted(
                    CUSTOMER,
                    desk.site().tenant().id(),
                    customer.contract(),
                    customer.user(),
                    desk.tongue().tag(),
                    OUTCOME,
                    outcome))
        .end();
  }

  private Optional<CounterDesk> desk(HttpServerRequest request, Tongue tongue) {
    for (var site : sites)
      for (var customer : site.tenant().customers())
        if (site.tenant().id().equals(request.getParam("site"))
            && customer.contract().equals(request.getParam("contract"))
            && customer.user().equals(request.getParam("user")))
          return Optional.of(new CounterDesk(site, customer, tongue));
    return Optional.empty();
  }

  @Override
  public void close() {
    server.close().await();
  }
}
