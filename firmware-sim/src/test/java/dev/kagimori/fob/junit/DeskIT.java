package dev.kagimori.fob.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.reader.RackReader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// README
class DeskIT {
  @RegisterExtension
  final FobRackExtension fobs = FobRackExtension.of(24); // static: one rack for all tests

  @Test
  void aCodeIsGoneAfterHalfAMinute() throws IOException {
    var fob = fobs.fobs().getFirst();
    try (var desk = RackReader.open(fobs.line().toString(), Rack.BAUD)) { // or your program
      assertEquals(fobs.press(fob), desk.display(fob.serial()).text());
      fobs.time().pass(Duration.ofSeconds(30));
      assertEquals("", desk.display(fob.serial()).text());
    }
  }
}
// README
