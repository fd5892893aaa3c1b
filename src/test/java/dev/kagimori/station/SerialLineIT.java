package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.port.PtyWire;
import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.HangUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The line alone, with another end that does nothing of itself. */
@Timeout(30)
@SuppressWarnings("try") // closing early is what is tested
class SerialLineIT {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private Path name = Path.of("unset");

  @BeforeEach
  void nameTheLine() {
    name = folder.resolve("line");
  }

  private SerialLine open() throws StationException {
    return SerialLine.open(name.toString(), Station.BAUD_DEFAULT, SECOND);
  }

  @Test
  void everyByteValueComesThroughBothWays() throws IOException {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) all[i] = (byte) i;
    try (var other = PtyWire.open(name, Station.BAUD_DEFAULT);
        var line = open()) {
      line.write(all);
      for (int i = 0; i < all.length; ) {
        for (byte b : other.receive(SECOND)) assertEquals(all[i++], b);
      }
      other.send(all);
      for (int i = 0; i < all.length; ) {
        for (byte b : line.read(SECOND)) assertEquals(all[i++], b);
      }
    }
  }

  @Test
  void readingNothingEndsAtItsLimit() throws IOException {
    try (var other = PtyWire.open(name, Station.BAUD_DEFAULT);
        var line = open()) {
      long begun = System.nanoTime();
      assertEquals(0, line.read(Duration.ofMillis(50)).length);
      assertEquals(0, line.read(Duration.ofMillis(-1)).length);
      long took = System.nanoTime() - begun;
      assertTrue(took >= 50_000_000 && took < 1_000_000_000, took + " ns");
      assertEquals(name, other.path());
    }
  }

  @Test
  void whatTheLineKeptForItsLastReaderIsDroppedAtOpening() throws IOException {
    try (var other = PtyWire.open(name, Station.BAUD_DEFAULT)) {
      other.send(new byte[] {1, 2, 3});
      try (var line = open()) {
        assertEquals(0, line.read(Duration.ZERO).length);
        other.send(new byte[] {4});
        assertEquals(4, line.read(SECOND)[0]);
      }
    }
  }

  @Test
  void anEndThatTakesNothingHoldsNobodyAndTheLineCanBeClosed() throws IOException {
    try (var deaf = PtyWire.open(name, Station.BAUD_DEFAULT)) {
      assertEquals(name, deaf.path());
      long begun = System.nanoTime();
      try (var line = open()) {
        assertThrows(
            HangUp.class,
            () -> {
              for (int i = 0; i < 100; i++) line.write(new byte[Frame.LINE_MAX]);
            });
      }
      assertTrue(System.nanoTime() - begun < 10_000_000_000L);
    }
  }

  @Test
  void aClosedLineSaysSo() throws IOException {
    try (var other = PtyWire.open(name, Station.BAUD_DEFAULT);
        var line = open()) {
      assertEquals(name, other.path());
      line.close();
      assertThrows(Closed.class, () -> line.write(new byte[1]));
      assertThrows(Closed.class, () -> line.read(SECOND));
      open().close(); // free for the next
    }
  }
}
