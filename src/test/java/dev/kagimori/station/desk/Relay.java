package dev.kagimori.station.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** One address for a service that comes back on another port; on loopback alone. */
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final IntSupplier target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Relay(IntSupplier target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Cuts every line at once. */
  void cutAll() {
    open.forEach(Relay::close);
    open.clear();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        Thread.ofVirtual().start(() -> join(client));
      } catch (IOException e) {
        return; // the door was closed
      }
    }
  }

  private void join(Socket client) {
    var server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()), 2_000);
    } catch (IOException e) {
      close(client); // the service is down, and so is the way to it
      return;
    }
    Thread.ofVirtual().start(() -> pump(client, server));
    Thread.ofVirtual().start(() -> pump(server, client));
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // a line that breaks is what this is for; both ends are closed
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cutAll();
  }
}
