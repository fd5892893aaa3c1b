package dev.kagimori.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/** The clock that generator and service share: eight bytes of a mapped file. It only goes on. */
final class BenchTime implements InstantSource {
  private static final VarHandle MILLIS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer shared;

  BenchTime(Path file) {
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes to the middle of a token's time step; never back. */
  void reach(long step) {
    long millis = (step * Tokens.STEP_SECONDS + Tokens.STEP_SECONDS / 2) * 1_000;
    if (millis > (long) MILLIS.getVolatile(shared, 0)) MILLIS.setVolatile(shared, 0, millis);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli((long) MILLIS.getVolatile(shared, 0));
  }

  long step() {
    return Math.floorDiv(instant().getEpochSecond(), Tokens.STEP_SECONDS);
  }
}
