package dev.kagimori.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The banks' line to the token service; while it is deaf, what is asked gets there, no answer back.
 */
final class DeafLine implements AutoCloseable {
  private static final int PIECE = 8192;

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket listening;
  private final URI service;
  private volatile boolean deaf;

  private DeafLine(ServerSocket listening, URI service) {
    this.listening = listening;
    this.service = service;
  }

  static DeafLine to(URI service) {
    try {
      var listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      var line = new DeafLine(listening, service);
      Thread.ofVirtual().name("deaf-line").start(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  void deaf(boolean now) {
    deaf = now;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var bank = listening.accept();
        var there = new Socket(service.getHost(), service.getPort());
        open.add(bank);
        open.add(there);
        Thread.ofVirtual().start(() -> pass(bank, there, false));
        Thread.ofVirtual().start(() -> pass(there, bank, true));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** An answer that comes while it is deaf ends the line instead. */
  private void pass(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      var piece = new byte[PIECE];
      for (int read; (read = from.getInputStream().read(piece)) >= 0; ) {
        if (answers && deaf) return;
        to.getOutputStream().write(piece, 0, read);
      }
    } catch (IOException e) {
      // the other end is gone, and so is this one now
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (var socket : open) socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
