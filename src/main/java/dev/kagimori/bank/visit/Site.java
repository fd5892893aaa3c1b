package dev.kagimori.bank.visit;

import dev.kagimori.client.Channel;
import dev.kagimori.client.KagimoriException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of all banks: who may see a page, and what a form needs to be taken. */
public final class Site {
  private static final Logger log = LoggerFactory.getLogger(Site.class);
  private static final int BODY_MAX = 16 * 1024;
  private static final long TIMEOUT_MILLIS = 60_000;
  private static final String SERVED = "served";
  private static final int NONCE_BYTES = 16;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Router router;
  private final Map<String, Visit.Bank> banks;
  private final Sessions sessions;

  /** Answers one request. */
  public interface Page {
    /** May await. */
    Reply answer(Visit visit);
  }

  /** Who may see a page. */
  private enum Who {
    EVERYBODY,
    WITH_PASSWORD,
    LOGGED_IN
  }

  public Site(Router router, Map<String, Visit.Bank> banks, InstantSource clock) {
    this.router = router;
    this.banks = banks;
    sessions = new Sessions(clock);
    router.route().handler(TimeoutHandler.create(TIMEOUT_MILLIS));
    router.errorHandler(BAD_REQUEST, context -> nowhere(context, BAD_REQUEST));
    router.get("/assets/:version/:name").handler(Assets::answer);
  }

  /** Where no bank is named, or a bank has no such page. */
  public void elsewhere() {
    router
        .get("/")
        .method(HttpMethod.HEAD)
        .handler(context ->
            send(context, nonce(), Reply.page(Hall.of(language(context), banks.values(), OK))));
    router.get("/:bank").method(HttpMethod.HEAD).handler(this::toItsPages);
    for (var method : List.of(HttpMethod.GET, HttpMethod.POST))
      route(method, "*", Who.EVERYBODY, visit -> Reply.page(Lost.notFound(visit)));
    router
        .route()
        .handler(context -> {
          boolean known = METHODS.contains(context.request().method());
          if (!known) context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST");
          nowhere(context, known ? NOT_FOUND : METHOD_NOT_ALLOWED);
        });
  }

  /** The address leads to no route, or can't be decoded. */
  private void nowhere(RoutingContext context, int status) {
    var parts = context.request().path().split("/", 3);
    var bank = parts.length > 1 ? banks.get(parts[1]) : null;
    var lang = Lang.of(null, context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    var page =
        bank == null || status != BAD_REQUEST
            ? Hall.of(lang, banks.values(), status)
            : Unavailable.unreadable(bank.house(), lang);
    send(context, nonce(), Reply.page(page));
  }

  private void toItsPages(RoutingContext context) {
    if (!banks.containsKey(context.pathParam("bank"))) context.next();
    else send(context, nonce(), Reply.go(context.normalizedPath() + "/"));
  }

  /** A page that needs nobody. */
  public void open(HttpMethod method, String path, Page page) {
    route(method, path, Who.EVERYBODY, page);
  }

  /** A page of whoever is logged in. */
  public void inside(HttpMethod method, String path, Page page) {
    route(method, path, Who.LOGGED_IN, page);
  }

  /** The steps of everything that takes several pages. */
  public void flows() {
    route(HttpMethod.GET, ":kind/:flow/:step", Who.WITH_PASSWORD, this::step);
    route(HttpMethod.POST, ":kind/:flow/:step", Who.WITH_PASSWORD, this::step);
  }

  private Reply step(Visit visit) {
    var context = visit.request();
    var flow = flow(visit, context.pathParam("flow"));
    if (flow.isEmpty())
      return Reply.page(visit.mySession().isIn() ? Lost.ended(visit) : Lost.expired(visit));
    if (!flow.get().isOf(visit.part("kind"))) return Reply.page(Lost.notFound(visit));
    if (!context.request().method().equals(HttpMethod.POST))
      return flow.get().get(visit, context.pathParam("step"));
    if (!visit.form().has("abort") || flow.get().isUnderWay()) return flow.get().post(visit);
    if (flow.get().isDone()) return Reply.go(visit.url(flow.get().path()));
    var session = visit.mySession(); // giving it up may log out
    flow.get().abort(visit);
    session.end(flow.get());
    session.tell(Notice.info("お手続きを中止しました。何も変更していません。", "Cancelled. Nothing was changed."));
    return Reply.go(flow.get().abortPath(visit));
  }

  private static Optional<Flow> flow(Visit visit, @Nullable String id) {
    try {
      return visit.session().flatMap(session -> session.flow(UUID.fromString(String.valueOf(id))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a name that we gave
    }
  }

  private void route(HttpMethod method, String path, Who who, Page page) {
    var route = router.route(method, "/:bank/" + path);
    if (method.equals(HttpMethod.GET)) route.method(HttpMethod.HEAD);
    else route.handler(BodyHandler.create(false).setBodyLimit(BODY_MAX));
    route.handler(context -> serve(context, who, page)).failureHandler(this::failed);
  }

  private void serve(RoutingContext context, Who who, Page page) {
    var bank = banks.get(context.pathParam("bank"));
    if (bank == null) {
      context.next();
      return;
    }
    context.put(SERVED, true);
    var nonce = nonce();
    var cookies = new Cookies(context, sessions, bank.house());
    var certificate = Certificate.shownOn(context.request().connection());
    var session = sessions.of(cookies.value(), bank.house().id(), certificate).orElse(null);
    var posted = context.request().method().equals(HttpMethod.POST);
    var form =
        new Form(posted ? context.request().formAttributes() : MultiMap.caseInsensitiveMultiMap());
    var visit =
        new Visit(
            bank, cookies, language(context), form, context, channel(context), nonce, session);
    var fits = !posted || isOurs(context, form, cookies);
    send(context, nonce, answer(visit, who, page, fits));
  }

  private Reply answer(Visit visit, Who who, Page page, boolean fits) {
    try {
      var session = visit.session();
      boolean may =
          switch (who) {
            case EVERYBODY -> true;
            case WITH_PASSWORD -> session.isPresent();
            case LOGGED_IN -> session.isPresent() && session.get().isIn();
          };
      if (!may) return Reply.page(Lost.expired(visit));
      if (!fits) return Reply.page(Lost.stale(visit));
      return page.answer(visit);
    } catch (KagimoriException e) {
      log.warn("the token service gave no answer to go on with: {}", e.getMessage());
      return Reply.page(Unavailable.of(visit.house(), visit.lang()));
    }
  }

  /** Whether it is a form that this visitor was shown; browsers say, too, whose page sent it. */
  private static boolean isOurs(RoutingContext context, Form form, Cookies cookies) {
    var origin = context.request().getHeader(HttpHeaders.ORIGIN);
    var host = String.valueOf(context.request().authority()); // HTTP/2 has no header for it
    boolean here = origin == null || origin.replaceFirst("^https?://", "").equals(host);
    return here && cookies.isFormToken(form.secret("formToken"));
  }

  private static void send(RoutingContext context, String nonce, Reply reply) {
    var response = context.response();
    if (response.ended()) return; // it took too long
    Security.headers(response, nonce);
    Security.notKept(response);
    switch (reply) {
      case Reply.Page(var view) -> {
        response
            .setStatusCode(view.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
        if (context.request().method().equals(HttpMethod.HEAD)) response.end();
        else response.end(Pages.html(view));
      }
      case Reply.Go(var path) ->
          response.setStatusCode(303).putHeader(HttpHeaders.LOCATION, path).end();
    }
  }

  private void failed(RoutingContext context) {
    var bank = banks.get(context.pathParam("bank"));
    var served = context.get(SERVED) != null;
    if (served && context.failure() != null) log.error("a page failed", context.failure());
    if (bank == null || context.response().ended()) {
      context.next();
      return;
    }
    var nonce = nonce();
    send(
        context,
        nonce,
        Reply.page(
            served
                ? Unavailable.of(bank.house(), language(context))
                : Unavailable.unreadable(bank.house(), language(context))));
  }

  private static Lang language(RoutingContext context) {
    var asked = context.queryParam("lang");
    if (!asked.isEmpty()) {
      var lang = Lang.of(asked.getFirst(), null);
      Cookies.keepLanguage(context, lang);
      return lang;
    }
    var kept = context.request().getCookie(Cookies.LANGUAGE);
    return Lang.of(
        kept == null ? null : kept.getValue(),
        context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }

  private static Channel channel(RoutingContext context) {
    var hint = context.request().getHeader("Sec-CH-UA-Mobile");
    var agent = context.request().getHeader(HttpHeaders.USER_AGENT);
    boolean mobile = "?1".equals(hint) || (agent != null && agent.contains("Mobile"));
    return mobile ? Channel.MOBILE : Channel.PC;
  }

  private static String nonce() {
    var bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
