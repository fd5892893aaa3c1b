package dev.kagimori.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A connection that is kept open, with at most one request on it. */
final class Link {
  private static final int ROOM = 8192;

  private final Lane lane;
  private final InetSocketAddress address;
  private final byte[] in = new byte[ROOM];
  private int filled;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable ByteBuffer unsent;
  private long item;
  private long arrival;
  private long sent;
  private boolean busy;

  Link(Lane lane, InetSocketAddress address) {
    this.lane = lane;
    this.address = address;
  }

  Lane lane() {
    return lane;
  }

  boolean isBusy() {
    return busy;
  }

  long item() {
    return item;
  }

  long arrival() {
    return arrival;
  }

  /** When the request that is under way was sent. */
  long sent() {
    return sent;
  }

  void connect(Selector selector) throws IOException {
    close();
    var opened = SocketChannel.open();
    channel = opened;
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.connect(address);
    opened.configureBlocking(false);
    key = opened.register(selector, SelectionKey.OP_READ, this);
    filled = 0;
    unsent = null;
  }

  /** Sends a request that is in {@code bytes}; what the socket does not take goes out later. */
  void send(long what, long arrived, long now, ByteBuffer bytes) throws IOException {
    item = what;
    arrival = arrived;
    sent = now;
    busy = true;
    open().write(bytes);
    if (!bytes.hasRemaining()) return;
    unsent = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    key().interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  void flush() throws IOException {
    var left = unsent;
    if (left == null) return;
    open().write(left);
    if (left.hasRemaining()) return;
    unsent = null;
    key().interestOps(SelectionKey.OP_READ);
  }

  /** Reads what is there; false at its end. */
  boolean read(ByteBuffer through) throws IOException {
    through.clear().limit(Math.min(through.capacity(), ROOM - filled));
    int count = open().read(through);
    if (count < 0) return false;
    through.flip().get(in, filled, count);
    filled += count;
    return true;
  }

  int scan(ResponseScanner scanner) {
    int length = scanner.scan(in, filled);
    return length == ResponseScanner.MORE && filled == ROOM ? ResponseScanner.BROKEN : length;
  }

  /** The response is taken; what lies behind it is kept. */
  void answered(int length) {
    System.arraycopy(in, length, in, 0, filled - length);
    filled -= length;
    busy = false;
  }

  void givenUp() {
    busy = false;
  }

  boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  void close() {
    try {
      if (channel != null) channel.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(Link.class).debug("a connection did not close cleanly", e);
    }
    channel = null;
  }

  private SocketChannel open() throws IOException {
    if (channel == null) throw new IOException("not connected");
    return channel;
  }

  private SelectionKey key() throws IOException {
    if (key == null) throw new IOException("not connected");
    return key;
  }
}
