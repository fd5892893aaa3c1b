package dev.kagimori.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends whatever bytes it is told to, as attackers do. */
final class RawHttp implements AutoCloseable {
  /** An answer; headers by lower-case name. */
  record Reply(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RawHttp(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
      socket.setTcpNoDelay(true);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawHttp write(String text) {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer on this connection; fails at its end. */
  Reply reply() {
    try {
      var status = Integer.parseInt(line().split(" ", 3)[1]);
      var headers = new TreeMap<String, String>();
      for (var line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      if (status == 100) return reply();
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new Reply(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status line of an answer in between, such as 100, and its empty line. */
  String line100() {
    try {
      var status = line();
      for (var line = line(); !line.isEmpty(); line = line()) {}
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long the server keeps the connection from now on; a reset is an end too. */
  Duration untilClosed() {
    long began = System.nanoTime();
    try {
      while (in.read() >= 0) {}
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("still open after 20 s", e);
    } catch (IOException e) {
      // reset
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) throw new EOFException("closed within a line: " + line);
      if (b != '\r') line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
