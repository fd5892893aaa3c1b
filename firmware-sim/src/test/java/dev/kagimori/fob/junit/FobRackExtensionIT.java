package dev.kagimori.fob.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.reader.RackReader;
import dev.kagimori.fob.time.DrivenTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How tests use a rack; how long it lives is the life-cycle test's affair. */
@Timeout(60)
class FobRackExtensionIT {
  @RegisterExtension static final FobRackExtension SHARED = FobRackExtension.of(24);

  @RegisterExtension
  final FobRackExtension own =
      FobRackExtension.of(3)
          .seed(7)
          .makes(Make.TK8)
          .begin(Instant.parse("2031-01-01T00:00:00Z"))
          .baud(1_000_000);

  @Test
  void aFobIsPressedReadAndGoesDarkInDrivenTime() throws IOException {
    var fob = own.fobs().getFirst();
    try (var reader = RackReader.open(own.line().toString(), 1_000_000)) {
      var code = own.press(fob);
      assertTrue(code.matches("[0-9]{8}"), "8 digits");
      assertEquals(code, reader.display(fob.serial()).text());
      own.time().pass(Duration.ofSeconds(30));
      assertEquals("", reader.display(fob.serial()).text());
      assertEquals(Instant.parse("2031-01-01T00:00:30Z"), own.time().instant());
    }
  }

  @RepeatedTest(2)
  void eachTestHasFreshFobsOfItsOwnAndAlwaysTheSameOnes() {
    assertEquals(List.of(0, 0, 0), own.fobs().stream().map(f -> f.battery().presses()).toList());
    own.fobs().forEach(own::press);
    var again = FobRackExtension.of(3).seed(7);
    assertThrows(IllegalStateException.class, again::rack);
    assertTrue(own.fobs().getFirst().serial().startsWith("8T"));
    assertEquals(24, SHARED.fobs().size());
    assertNotEquals(own.line(), SHARED.line());
  }

  @Nested
  class InANestedClass {
    @Test
    void theOuterRackIsTheSame() {
      assertEquals(24, SHARED.fobs().size());
      assertEquals(3, own.fobs().size());
    }
  }

  @Test
  void aTimeThatOthersLiveInTooIsTakenOver() throws IOException {
    var time = new DrivenTime(Instant.parse("2029-01-01T00:00:00Z"));
    try (var started = StartedRack.start(RackSetup.of(1).with(time))) { // as time(…) has it
      assertSame(time, started.time());
      assertEquals(time.instant(), started.rack().fobs().getFirst().clockSet());
    }
  }
}
