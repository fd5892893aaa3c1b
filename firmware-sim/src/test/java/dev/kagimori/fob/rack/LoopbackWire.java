package dev.kagimori.fob.rack;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.line.FrameDecoder;
import dev.kagimori.fob.port.Wire;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A line without a device: what is sent meets the rack at once, and waiting costs no time. */
public final class LoopbackWire implements Wire {
  private final RackAnswers rack = new RackAnswers();
  private final FrameDecoder decoder = new FrameDecoder();
  private final ByteArrayOutputStream coming = new ByteArrayOutputStream();
  private final InstantSource time;
  private long nanos;

  /** Done to bytes on their way to the rack and from it. */
  public LineFault there = LineFault.NONE;

  public LineFault back = LineFault.NONE;

  public LoopbackWire(List<Fob> fobs, Instant now) {
    fobs.forEach(rack::put);
    time = () -> now.plusNanos(nanos);
  }

  /** The clock that this line waits by. */
  public long nanos() {
    return nanos;
  }

  public InstantSource time() {
    return time;
  }

  /** Bytes from nowhere. */
  public void inject(byte[] bytes) {
    coming.writeBytes(bytes);
  }

  @Override
  public byte[] receive(Duration atMost) {
    if (coming.size() == 0) {
      nanos += atMost.toNanos();
      return new byte[0];
    }
    nanos += 1_000;
    byte[] bytes = coming.toByteArray();
    coming.reset();
    return bytes;
  }

  @Override
  public void send(byte[] bytes) {
    nanos += 1_000_000;
    for (byte b : there.spoil(bytes)) {
      var request = decoder.take(b);
      if (request == null) continue;
      var answer = rack.answer(request, time.instant());
      if (answer != null) coming.writeBytes(back.spoil(answer.encode()));
    }
  }

  @Override
  public void reopen() {
    coming.reset();
  }

  @Override
  public void close() {}
}
