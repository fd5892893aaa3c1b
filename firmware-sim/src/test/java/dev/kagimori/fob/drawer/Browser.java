package dev.kagimori.fob.drawer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** Talks to the drawer's server byte by byte, so that a test may say what no browser would. */
final class Browser {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI page;

  Browser(URI page) {
    this.page = page;
  }

  record Answer(int status, String head, String body) {
    /** A member of the JSON, a text or a number. */
    String member(String name) {
      var found = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(body);
      if (!found.find()) throw new AssertionError("no " + name + " in " + body);
      return found.group(1);
    }
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) throws IOException {
    return send("POST", path, body, headers);
  }

  /** With this server's own Host unless another is given. */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
    var given = String.join("\r\n", headers);
    if (!given.contains("Host:")) text.append("Host: ").append(page.getAuthority()).append("\r\n");
    if (!given.isEmpty()) text.append(given).append("\r\n");
    byte[] content = body.getBytes(UTF_8);
    if (!method.equals("GET")) {
      text.append("Content-Length: ").append(content.length).append("\r\n");
    }
    try (var socket = new Socket(InetAddress.ofLiteral(page.getHost()), page.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(text.append("\r\n").toString().getBytes(UTF_8));
      socket.getOutputStream().write(content);
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      int status = Integer.parseInt(answer.substring(9, 12));
      return new Answer(status, answer.substring(0, end), answer.substring(end + 4));
    }
  }
}
