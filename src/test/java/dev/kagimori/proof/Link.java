package dev.kagimori.proof;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One connection through the proxy, and as much of its state as tells when it commits a write. */
final class Link {
  private static final char PARSE = 'P';
  private static final char BIND = 'B';
  private static final char QUERY = 'Q';
  private static final char SYNC = 'S';
  private static final char READY = 'Z';
  private static final char IDLE = 'I';
  private static final Pattern WRITES =
      Pattern.compile("\\b(INSERT|UPDATE|DELETE)\\b", Pattern.CASE_INSENSITIVE);

  private final Socket client;
  private final Socket server;
  private final LineFaults faults;
  private final Consumer<Link> ended;
  private final Map<String, Boolean> statements = new ConcurrentHashMap<>();
  private volatile String application = "";
  private volatile boolean idle = true;
  private volatile boolean wrote;
  private volatile boolean swallowing;

  /**
   * @param ended run when it has ended, once for each direction
   */
  Link(Socket client, Socket server, LineFaults faults, Consumer<Link> ended) {
    this.client = client;
    this.server = server;
    this.faults = faults;
    this.ended = ended;
  }

  void run() {
    Thread.ofVirtual().start(() -> pump(client, server, true));
    Thread.ofVirtual().start(() -> pump(server, client, false));
  }

  String application() {
    return application;
  }

  private void pump(Socket from, Socket to, boolean asking) {
    try (from;
        to) {
      var in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
      var out = to.getOutputStream();
      boolean first = asking;
      for (var message = Message.read(in, first);
          message != null;
          message = Message.read(in, false)) {
        if (first) application = message.setting("application_name");
        first = false;
        if (!(asking ? passes(message) : returns(message))) return;
        if (!swallowing || asking) message.writeTo(out);
      }
    } catch (IOException e) {
      // a line that breaks is what this is for; both ends are closed above
    } finally {
      ended.accept(this);
    }
  }

  private boolean passes(Message message) {
    boolean commits = note(message);
    if (!faults.passes(this, message, true)) return false;
    if (!commits) return true;
    if (faults.cutsBeforeCommit(this)) return false;
    swallowing = faults.cutsAfterCommit(this);
    return true;
  }

  private boolean returns(Message message) {
    if (message.type() == READY) {
      idle = message.status() == IDLE;
      if (swallowing) {
        faults.committedUnheard();
        return false;
      }
    }
    return swallowing || faults.passes(this, message, false);
  }

  /** Keeps track; true when this message commits something that was written. */
  private boolean note(Message message) {
    switch (message.type()) {
      case PARSE -> statements.put(message.word(0), WRITES.matcher(message.word(1)).find());
      case BIND -> wrote |= statements.getOrDefault(message.word(1), false);
      case QUERY -> {
        if (message.word(0).equalsIgnoreCase("BEGIN")) idle = false; // what follows is in a hurry
        boolean written = ends(message.word(0).matches("(?i)COMMIT|ROLLBACK"));
        return written && message.word(0).equalsIgnoreCase("COMMIT");
      }
      case SYNC -> {
        return ends(idle);
      }
      default -> {}
    }
    return false;
  }

  private boolean ends(boolean over) {
    boolean written = over && wrote;
    wrote &= !over;
    return written;
  }

  void cut() {
    close(client);
    close(server);
  }

  private static void close(Socket socket) {
    try {
      socket.setSoLinger(true, 0); // a reset, as a line that breaks gives
      socket.close();
    } catch (IOException e) {
      // it is closed already
    }
  }
}
