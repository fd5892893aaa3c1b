package dev.kagimori.fob.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.time.DrivenTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Racks from an annotation, by parameters. */
@WithFobs(4)
@Timeout(60)
class WithFobsIT {
  private int seenBefore;

  @BeforeEach
  void setUpSeesTheRackToo(Rack rack) {
    seenBefore = rack.fobs().size();
  }

  @Test
  void aTestAsksForWhatItNeeds(
      Rack rack, DrivenTime time, List<Fob> fobs, Path line, @TempDir Path folder) {
    assertEquals(4, fobs.size());
    assertEquals(4, seenBefore);
    assertEquals(rack.fobs(), fobs);
    assertEquals(rack.line(), line);
    assertNotEquals(folder, line);
    assertEquals(Instant.parse("2027-03-01T00:00:00Z"), time.instant());
    assertTrue(Files.exists(line));
  }

  @Test
  @WithFobs(value = 1, begin = "2028-02-29T00:00:00Z", baud = 9_600)
  void oneTestMayHaveItsOwn(Rack rack, DrivenTime time) {
    assertEquals(1, rack.fobs().size());
    assertEquals(1, seenBefore);
    assertEquals(Instant.parse("2028-02-29T00:00:00Z"), time.instant());
  }

  @Nested
  class InANestedClass {
    @Test
    void theOuterRackIsTheSame(List<Fob> fobs) {
      assertEquals(4, fobs.size());
    }
  }

  @Nested
  @WithFobs(value = 2, seed = 5)
  class InANestedClassThatIsAnnotated {
    @Test
    void theRackIsAnother(List<Fob> fobs) {
      assertEquals(2, fobs.size());
    }
  }
}
