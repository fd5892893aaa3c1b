package dev.kagimori.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One clock for several processes, which one of them drives: eight bytes of a mapped file. */
final class SharedTime implements InstantSource {
  private static final VarHandle MILLIS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer shared;

  SharedTime(Path file) {
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void set(Instant now) {
    MILLIS.setVolatile(shared, 0, now.toEpochMilli());
  }

  void pass(Duration time) {
    MILLIS.getAndAdd(shared, 0, time.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli((long) MILLIS.getVolatile(shared, 0));
  }

  /** The present time step of 30 s. */
  long step() {
    return instant().getEpochSecond() / 30;
  }
}
