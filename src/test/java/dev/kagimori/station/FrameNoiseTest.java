package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.line.FrameDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Noise never becomes a frame, and costs only the frames that it hits: neither for the station's
 * reader nor for the simulator's decoder, which are written apart from each other.
 */
class FrameNoiseTest {
  private static final long SEED = Long.getLong("proof.seed", 37);
  private static final int DAMAGED = 1_000_000;

  /** What takes bytes and gives frames, as the bytes that they have on the line. */
  private interface Decoder {
    List<byte[]> read(byte[] line);
  }

  private static Decoder stations() {
    var reader = new FrameReader();
    return line -> Pieces.read(reader, line).stream().map(Frame::encode).toList();
  }

  private static Decoder simulators() {
    var decoder = new FrameDecoder();
    return line -> {
      var frames = new ArrayList<byte[]>();
      for (byte b : line) {
        var frame = decoder.take(b);
        if (frame != null) frames.add(frame.encode());
      }
      return frames;
    };
  }

  @Test
  void inAMillionDamagedFramesNoneIsTakenForGoodAndTheNextOneIsAlwaysRead() {
    var random = new Random(SEED);
    var decoders = Map.of("station", stations(), "simulator", simulators());
    var damaged = new EnumMap<FrameDamage, Integer>(FrameDamage.class);
    int harmless = 0;
    for (int count = 0, i = 0; count < DAMAGED; i++) {
      byte[] one = FrameTest.random(random).encode();
      byte[] two = FrameTest.random(random).encode();
      byte[] next = FrameTest.random(random).encode();
      var damage = FrameDamage.ALL.get(i % FrameDamage.ALL.size());
      byte[] line = damage.on(one, two, random);
      var whole = new ArrayList<byte[]>();
      for (var decoder : decoders.entrySet()) {
        var what = decoder.getKey() + ", " + damage + ", seed " + SEED + ", round " + i;
        var read = new ArrayList<>(decoder.getValue().read(line));
        read.addAll(decoder.getValue().read(next));
        assertTrue(!read.isEmpty() && Arrays.equals(next, read.removeLast()), what);
        for (byte[] frame : read) {
          assertTrue(Arrays.equals(frame, one) || Arrays.equals(frame, two), what);
        }
        if (!read.isEmpty()) whole = read;
      }
      // An end doubled or missing, or flow control's bytes put in: the frame itself is whole.
      if (whole.isEmpty()) {
        damaged.merge(damage, 1, Integer::sum);
        count++;
      } else {
        harmless++;
      }
    }
    System.out.printf(
        "proof: 0 of %,d damaged frames accepted, by either decoder; seed %d; %s; %,d harmless%n",
        damaged.values().stream().mapToInt(Integer::intValue).sum(), SEED, damaged, harmless);
    assertEquals(FrameDamage.ALL.size(), damaged.size());
    assertTrue(harmless < DAMAGED / 5, harmless + " of the damages did no harm");
  }

  @Test
  void pureNoiseIsNothing() {
    var random = new Random(SEED + 1);
    var decoders = List.of(stations(), simulators());
    var noise = new byte[4096];
    for (int i = 0; i < 2_000; i++) {
      random.nextBytes(noise);
      for (var decoder : decoders) {
        assertEquals(0, decoder.read(noise).size(), "seed " + (SEED + 1) + ", round " + i);
      }
    }
  }
}
