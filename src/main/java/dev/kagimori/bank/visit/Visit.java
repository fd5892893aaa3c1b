package dev.kagimori.bank.visit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kagimori.bank.ledger.Accounts;
import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.ledger.Customers;
import dev.kagimori.bank.ledger.Logins;
import dev.kagimori.client.Channel;
import dev.kagimori.client.Institution;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request: who asks what of which bank. */
public final class Visit {
  /**
   * What all requests of a bank share.
   *
   * @param clock of the bank; codes are judged by the token service's
   */
  public record Bank(
      House house,
      Tokens tokens,
      Customers customers,
      Accounts accounts,
      Logins logins,
      InstantSource clock) {}

  private final Bank bank;
  private final Door door;
  private final Lang lang;
  private final Form form;
  private final RoutingContext request;
  private final Channel channel;
  private final String nonce;
  private @Nullable Session session;

  Visit(
      Bank bank,
      Door door,
      Lang lang,
      Form form,
      RoutingContext request,
      Channel channel,
      String nonce,
      @Nullable Session session) {
    this.bank = bank;
    this.door = door;
    this.lang = lang;
    this.form = form;
    this.request = request;
    this.channel = channel;
    this.nonce = nonce;
    this.session = session;
  }

  /** The browser's cookie. */
  interface Door {
    /** A form's token for whoever has the cookie. */
    String formToken();

    /** A session under a new cookie; the one before ends. */
    Session open(Customer customer);

    /** The same session under a new cookie. */
    void rotate(Session session);

    /** Ends the session. */
    void close();

    /** Ends the sessions of some users of a contract. */
    void close(String contract, Collection<String> users);

    /** Keeps something for the next page. */
    void tell(Untold what);

    /** What was kept, once. */
    Untold told();
  }

  public House house() {
    return bank.house();
  }

  public Tokens tokens() {
    return bank.tokens();
  }

  public Customers customers() {
    return bank.customers();
  }

  public Accounts accounts() {
    return bank.accounts();
  }

  public Logins logins() {
    return bank.logins();
  }

  public InstantSource clock() {
    return bank.clock();
  }

  public Institution institution() {
    return bank.tokens().institution();
  }

  public Lang lang() {
    return lang;
  }

  public Form form() {
    return form;
  }

  RoutingContext request() {
    return request;
  }

  String nonce() {
    return nonce;
  }

  public Channel channel() {
    return channel;
  }

  public Optional<Session> session() {
    return Optional.ofNullable(session);
  }

  /** Of a page that asks for one. */
  public Session mySession() {
    if (session == null) throw new IllegalStateException("this page is open to everybody");
    return session;
  }

  /** Likewise. */
  public Customer customer() {
    return mySession().customer();
  }

  /** Whether a person comes to see the page: not so with HEAD, or what a browser fetches ahead. */
  boolean isVisited() {
    return !request.request().method().equals(HttpMethod.HEAD)
        && request.request().getHeader("Sec-Purpose") == null;
  }

  /** The client certificate that the browser shows. */
  public Optional<Certificate> certificate() {
    return Certificate.shownOn(request.request().connection());
  }

  /** Whether the connection is one where certificates are asked for. */
  public boolean isSecure() {
    return request.request().isSSL();
  }

  /** A part of the address, by its name in the route. */
  public String part(String name) {
    var value = request.pathParam(name);
    return value == null ? "" : value;
  }

  /** A parameter of the address or a field of the form; empty where there is none. */
  public String asked(String name) {
    var values = request.queryParam(name);
    return values.isEmpty() ? form.text(name) : values.getFirst();
  }

  public boolean isAsked(String name) {
    return request.queryParams().contains(name);
  }

  /** The password was right; what follows may still ask for a code. */
  public Session open(Customer customer) {
    var opened = door.open(customer);
    session = opened;
    return opened;
  }

  /** The login is complete; under a new cookie (ASVS 7.2.4). */
  public void completeLogin(boolean withCode) {
    var mine = mySession();
    door.rotate(mine);
    mine.completeLogin();
    logins().note(mine.customer(), clock().instant(), channel, withCode);
  }

  /** To be told on the next page, before login. */
  public void tell(Untold what) {
    door.tell(what);
  }

  /** What was to be told; once. */
  public Untold told() {
    return door.told();
  }

  public void logOut() {
    door.close();
    session = null;
  }

  /** The same of other users of the customer's contract, wherever they are logged in. */
  public void logOut(Collection<String> users) {
    door.close(customer().contract(), users);
  }

  /** An address of this bank. */
  public String url(String rest) {
    return house().root() + "/" + rest;
  }

  /** This page in the other language, with all that the address asks for besides. */
  private String inOtherLanguage() {
    var purpose = asked("for");
    return request.normalizedPath()
        + "?"
        + (purpose.isEmpty() ? "" : "for=" + URLEncoder.encode(purpose, UTF_8) + "&")
        + "lang="
        + lang.other().tag();
  }

  /** The frame of a page. */
  public Shell shell(List<Notice> notices) {
    var all = new ArrayList<>(notices);
    if (session != null) all.addAll(session.told());
    var who = session != null && session.isIn() ? session.customer() : null;
    return new Shell(
        house(),
        institution(),
        lang,
        inOtherLanguage(),
        who,
        nonce,
        door.formToken(),
        List.copyOf(all));
  }

  public Shell shell() {
    return shell(List.of());
  }

  /** Of a step, with what is to be told about it. */
  public Shell shell(Flow flow) {
    return shell(flow.notices());
  }
}
