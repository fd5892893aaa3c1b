package dev.kagimori.inbox;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.kagimori.localpage.LocalPage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Takes mails on a free port of the loopback, with STARTTLS, and shows the last 1,000 of them:
 * {@code GET /mails} → {@code {mails: [{to, from, subject, text, at}]}}, oldest first; a browser
 * gets them as pages, newest first. Nothing is sent on, and nobody is asked who they are.
 */
public final class Inbox implements AutoCloseable {
  /** How many mails are kept. */
  public static final int KEPT = 1_000;

  private static final String HOST = "127.0.0.1";
  private static final String ONE = "/mails/";
  private static final int SEE_OTHER = 303;
  private static final int NOT_FOUND = 404;
  private static final long START_MILLIS = 20_000;

  /** GreenMail keeps what it got, too, until it is told to forget. */
  private static final int FORGET_EACH = 100;

  private final Deque<Received> mails = new ArrayDeque<>();
  private final GreenMail server;
  private final GreenMailUser everybody;
  private final StartTls door;
  private final HttpServer window;
  private final Path certificate;
  private int taken;

  /** The number of the oldest mail that is kept. */
  private int first = 1;

  private Inbox(Vertx vertx, Path directory, int windowPort) {
    var identity = Identity.in(directory);
    certificate = identity.trusted();
    var setup = new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(START_MILLIS);
    server = new GreenMail(setup);
    server.start();
    everybody = server.setUser("everybody@localhost", "everybody");
    server
        .getUserManager()
        .setMessageDeliveryHandler((message, to) -> take(message, to.getEmail()));
    door = StartTls.open(vertx, identity.server(), server.getSmtp().getPort());
    window = vertx.createHttpServer().requestHandler(this::show).listen(windowPort, HOST).await();
  }

  /** {@link #start(Vertx, Path, int)}, to be looked into on a free port. */
  public static Inbox start(Vertx vertx, Path directory) {
    return start(vertx, directory, 0);
  }

  /**
   * Starts; awaits.
   *
   * @param directory where the certificate to trust is put; exists
   * @param windowPort where mails are looked at; 0: a free one
   */
  public static Inbox start(Vertx vertx, Path directory, int windowPort) {
    return new Inbox(vertx, directory, windowPort);
  }

  /** Lets somebody log in; who does not, may hand over mails too. */
  public void admit(String user, String password) {
    server.setUser(user + "@localhost", user, password);
  }

  /** Where mails are handed over, on {@code 127.0.0.1}. */
  public int smtpPort() {
    return door.port();
  }

  /** PEM of what a client has to trust. */
  public Path certificate() {
    return certificate;
  }

  /** Where mails are looked at, such as {@code http://127.0.0.1:40123/mails}. */
  public URI uri() {
    return URI.create("http://" + HOST + ":" + window.actualPort() + "/mails");
  }

  /** The last mails, oldest first. */
  public synchronized List<Received> mails() {
    return List.copyOf(mails);
  }

  private synchronized GreenMailUser take(MovingMessage message, String to)
      throws MessagingException {
    if (++taken % FORGET_EACH == 0)
      try {
        server.purgeEmailFromAllMailboxes();
      } catch (FolderException e) {
        throw new MessagingException("mails before this one are not forgotten", e);
      }
    mails.add(Received.of(to, message.getMessage()));
    if (mails.size() > KEPT) {
      mails.removeFirst();
      first++;
    }
    return everybody;
  }

  private void show(HttpServerRequest request) {
    if (LocalPage.answered(request)) return;
    var path = request.path();
    var accepted = request.getHeader("Accept");
    boolean people = accepted != null && accepted.contains("text/html");
    if (path.equals("/mails") && people) list(request);
    else if (path.equals("/mails")) json(request);
    else if (path.startsWith(ONE) && people) one(request, path.substring(ONE.length()));
    else if (path.equals("/"))
      LocalPage.headers(request.response())
          .setStatusCode(SEE_OTHER)
          .putHeader("Location", "/mails")
          .end();
    else if (people) MailPages.nowhere(request);
    else LocalPage.headers(request.response()).setStatusCode(NOT_FOUND).end();
  }

  private synchronized void list(HttpServerRequest request) {
    MailPages.list(request, mails(), first);
  }

  private synchronized void one(HttpServerRequest request, String number) {
    int at = MailPages.number(number, 0) - first;
    if (at < 0 || at >= mails.size()) MailPages.none(request);
    else MailPages.one(request, mails().get(at), number);
  }

  private void json(HttpServerRequest request) {
    var all = new JsonArray();
    for (var mail : mails()) all.add(mail.toJson());
    LocalPage.headers(request.response())
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .end(new JsonObject().put("mails", all).encode());
  }

  @Override
  public void close() {
    window.close().await();
    door.close();
    server.stop();
  }
}
