package dev.kagimori.station;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Feeds bytes to a frame reader. */
final class Pieces {
  private Pieces() {}

  static List<Frame> read(FrameReader reader, byte[] bytes) {
    var frames = new ArrayList<Frame>();
    for (byte b : bytes) reader.take(b, 0).ifPresent(frames::add);
    return frames;
  }

  static Optional<Frame> only(byte[] bytes) {
    var frames = read(new FrameReader(), bytes);
    if (frames.size() > 1) throw new AssertionError(frames.size() + " frames");
    return frames.stream().findAny();
  }
}
