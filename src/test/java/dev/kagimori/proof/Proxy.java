package dev.kagimori.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to PostgreSQL that can be broken; on loopback alone. */
public final class Proxy implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket door;
  private final int target;
  private final LineFaults faults = new LineFaults();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  private Proxy(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  public static Proxy to(int port) {
    try {
      var proxy = new Proxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), port);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  public LineFaults faults() {
    return faults;
  }

  /** Cuts every line at once. */
  public void cutAll() {
    links.forEach(Link::cut);
    links.clear();
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
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
      var link = new Link(client, server, faults, links::remove);
      links.add(link);
      link.run();
    } catch (IOException e) {
      try (client) {
        server.close(); // PostgreSQL is down, and so is the way to it
      } catch (IOException again) {
        e.addSuppressed(again);
      }
    }
  }

  @Override
  public void close() {
    cutAll();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
