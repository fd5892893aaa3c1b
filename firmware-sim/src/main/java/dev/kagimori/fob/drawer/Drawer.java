package dev.kagimori.fob.drawer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A server, on {@code 127.0.0.1} alone, of the page with the fobs of one rack. It asks the rack
 * over its line, and only while it answers a browser.
 */
public final class Drawer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int WAITING_MAX = 256;
  private static final int CONNECTIONS_MAX = 128;
  private static final Duration REQUEST_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final String HOST = "127.0.0.1";

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  private Drawer(HttpServer server, ThreadPoolExecutor threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Opens it.
   *
   * @param line the rack's: a symbolic link or a serial port; need not be there yet
   * @param baud 300 to 4,000,000
   * @param port where to listen, 0 to 65535; 0: any
   * @throws IOException if the port is somebody else's ({@link java.net.BindException})
   */
  public static Drawer open(String line, int baud, int port) throws IOException {
    boundTheServers();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 0);
    var threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("fob-drawer-", 1).factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(threads);
    int bound = server.getAddress().getPort();
    var routes = new Routes(new RackLine(line, baud), new Page());
    server.createContext("/", new Door(bound, routes));
    server.start();
    return new Drawer(server, threads);
  }

  /** The JDK's server takes its bounds from properties that it reads once; others' are kept. */
  private static void boundTheServers() {
    bound("sun.net.httpserver.maxReqTime", REQUEST_MAX.toSeconds());
    bound("sun.net.httpserver.maxRspTime", ANSWER_MAX.toSeconds());
    bound("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
  }

  private static void bound(String property, long value) {
    if (System.getProperty(property) == null) System.setProperty(property, Long.toString(value));
  }

  /** Such as {@code http://127.0.0.1:18083/}. */
  public URI uri() {
    return URI.create("http://%s:%d/".formatted(HOST, server.getAddress().getPort()));
  }

  /** Ends what is under way after a second at most. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
