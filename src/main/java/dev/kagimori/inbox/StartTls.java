package dev.kagimori.inbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door before an SMTP server that can't speak STARTTLS (RFC 3207): until the line is encrypted
 * it takes no mail, then it hands everything through.
 */
final class StartTls {
  private static final Logger log = LoggerFactory.getLogger(StartTls.class);
  private static final String HOST = "127.0.0.1";
  private static final int LINE_MAX = 1_000;
  private static final int IDLE_SECONDS = 60;

  private final NetServer door;
  private final NetClient client;
  private final int behind;

  private StartTls(Vertx vertx, PfxOptions identity, int behind) {
    this.behind = behind;
    client = vertx.createNetClient();
    door =
        vertx.createNetServer(
            new NetServerOptions()
                .setHost(HOST)
                .setPort(0)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setKeyCertOptions(identity));
    door.connectHandler(this::greet);
  }

  /** Opens it on a free port of the loopback; awaits. */
  static StartTls open(Vertx vertx, PfxOptions identity, int behind) {
    var opened = new StartTls(vertx, identity, behind);
    opened.door.listen().await();
    return opened;
  }

  int port() {
    return door.actualPort();
  }

  private void greet(NetSocket socket) {
    socket.exceptionHandler(e -> log.debug("a line broke: {}", e.toString()));
    var lines = RecordParser.newDelimited("\r\n", line -> answer(socket, line));
    lines.maxRecordSize(LINE_MAX);
    lines.exceptionHandler(_ -> socket.close());
    socket.handler(lines);
    say(socket, "220 localhost ready");
  }

  private void answer(NetSocket socket, Buffer line) {
    var command = line.toString(StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
    if (command.startsWith("EHLO")) say(socket, "250-localhost\r\n250 STARTTLS");
    else if (command.startsWith("HELO")) say(socket, "250 localhost");
    else if (command.equals("STARTTLS")) encrypt(socket);
    else if (command.startsWith("NOOP") || command.startsWith("RSET")) say(socket, "250 ok");
    else if (command.startsWith("QUIT")) {
      say(socket, "221 bye");
      socket.close();
    } else say(socket, "530 5.7.0 Must issue a STARTTLS command first");
  }

  private static void say(NetSocket socket, String line) {
    socket.write(line + "\r\n");
  }

  private void encrypt(NetSocket socket) {
    socket.handler(null);
    socket
        .upgradeToSsl(Buffer.buffer("220 go ahead\r\n"))
        .onSuccess(_ -> {
          socket.pause();
          connect(socket);
        })
        .onFailure(e -> {
          log.debug("a line was not encrypted: {}", e.toString());
          socket.close();
        });
  }

  /** Hands through, without the server's greeting: the client has had one, and says EHLO again. */
  private void connect(NetSocket socket) {
    client
        .connect(behind, HOST)
        .onFailure(_ -> socket.close())
        .onSuccess(server -> {
          server.exceptionHandler(e -> log.debug("a line broke: {}", e.toString()));
          var greeting = Buffer.buffer();
          server.handler(part -> {
            greeting.appendBuffer(part);
            if (!greeting.toString(StandardCharsets.US_ASCII).endsWith("\r\n")) return;
            server.handler(socket::write);
            socket.handler(server::write);
            socket.resume();
          });
          server.closeHandler(_ -> socket.close());
          socket.closeHandler(_ -> server.close());
        });
  }

  void close() {
    door.close().await();
    client.close().await();
  }
}
