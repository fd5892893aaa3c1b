package dev.kagimori.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An SMTP server that goes wrong where it is told to; without TLS. */
final class RawSmtp implements AutoCloseable {
  /** What it does on one connection. */
  enum Manner {
    TAKES,
    REFUSES_FOR_NOW,
    REFUSES_FOR_EVER,
    /** Says 451 when it has the whole message. */
    REFUSES_WHAT_IT_READ,
    /** Not even a greeting. */
    HANGS_UP_AT_ONCE,
    GREETS_BADLY,
    HANGS_UP_ON_THE_RECIPIENT,
    /** When it has the whole message; nobody can tell whether it keeps it. */
    HANGS_UP_AFTER_THE_DOT,
    SAYS_NOTHING_AFTER_THE_DOT,
    MUMBLES_AFTER_THE_DOT
  }

  /** Messages as they came, whole, whatever was said about them. */
  final List<String> read = new CopyOnWriteArrayList<>();

  private final Queue<Manner> manners = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ServerSocket door;

  /** The last manner stays. */
  RawSmtp(int port, Manner... inTurn) {
    manners.addAll(List.of(inTurn));
    try {
      door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return door.getLocalPort();
  }

  Smtp smtp() {
    return Smtp.of("127.0.0.1", port(), Smtp.Tls.NONE);
  }

  private void listen() {
    while (!door.isClosed())
      try {
        var line = door.accept();
        var manner = manners.size() > 1 ? manners.remove() : manners.element();
        Thread.ofVirtual().start(() -> talk(line, manner));
      } catch (IOException e) {
        if (!door.isClosed()) throw new UncheckedIOException(e);
      }
  }

  private void talk(Socket line, Manner manner) {
    try (line) {
      if (manner == Manner.HANGS_UP_AT_ONCE) return;
      var in =
          new BufferedReader(
              new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII));
      say(line, manner == Manner.GREETS_BADLY ? "554 not today" : "220 raw");
      for (var said = in.readLine(); said != null; said = in.readLine()) {
        if (said.startsWith("DATA")) {
          say(line, "354 go on");
          read.add(message(in));
          if (!afterTheDot(line, manner)) return;
        } else if (said.startsWith("RCPT")) {
          if (manner == Manner.HANGS_UP_ON_THE_RECIPIENT) return;
          say(line, recipient(manner));
        } else say(line, said.startsWith("QUIT") ? "221 bye" : "250 fine");
      }
    } catch (IOException e) {
      if (closed.getCount() > 0 && !String.valueOf(e.getMessage()).contains("reset"))
        throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String recipient(Manner manner) {
    return switch (manner) {
      case REFUSES_FOR_NOW -> "451 4.3.0 later";
      case REFUSES_FOR_EVER -> "550 5.1.1 hanako@phone.example.jp is not here";
      default -> "250 fine";
    };
  }

  private boolean afterTheDot(Socket line, Manner manner) throws IOException, InterruptedException {
    switch (manner) {
      case HANGS_UP_AFTER_THE_DOT -> {
        return false;
      }
      case SAYS_NOTHING_AFTER_THE_DOT -> closed.await();
      case MUMBLES_AFTER_THE_DOT -> say(line, "eh?");
      case REFUSES_WHAT_IT_READ -> say(line, "451 disk full");
      default -> say(line, "250 taken");
    }
    return true;
  }

  private static String message(BufferedReader in) throws IOException {
    var message = new StringBuilder();
    for (var said = in.readLine(); said != null && !said.equals("."); said = in.readLine())
      message.append(said).append('\n');
    return message.toString();
  }

  private static void say(Socket line, String text) throws IOException {
    line.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
