package dev.kagimori.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A line to the service that counts what comes over it. */
final class MeteredLine implements AutoCloseable {
  private static final int PIECE = 8192;

  private final AtomicLong received = new AtomicLong();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;
  private final URI service;

  private MeteredLine(URI service) throws IOException {
    this.service = service;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("metered-line").start(this::accept);
  }

  static MeteredLine to(URI service) throws IOException {
    return new MeteredLine(service);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Bytes of answers, heads and all. */
  long received() {
    return received.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var phone = listening.accept();
        var bank = new Socket(service.getHost(), service.getPort());
        open.addAll(List.of(phone, bank));
        Thread.ofVirtual().start(() -> pass(phone, bank, new AtomicLong()));
        Thread.ofVirtual().start(() -> pass(bank, phone, received));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void pass(Socket from, Socket to, AtomicLong counted) {
    try (from;
        to) {
      var piece = new byte[PIECE];
      for (int read; (read = from.getInputStream().read(piece)) >= 0; ) {
        to.getOutputStream().write(piece, 0, read);
        counted.addAndGet(read);
      }
    } catch (IOException e) {
      // the other end is gone, and so is this one now
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : open) socket.close();
  }
}
