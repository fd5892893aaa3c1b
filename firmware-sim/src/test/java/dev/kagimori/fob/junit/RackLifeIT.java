package dev.kagimori.fob.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** How long a rack lives: sample classes, run by an engine of their own. */
@Timeout(60)
class RackLifeIT {
  private static final List<Path> LINES = new ArrayList<>();
  private static Path occupied = Path.of("");

  @BeforeEach
  void nothingSeenYet() {
    LINES.clear();
  }

  private static void see(FobRackExtension fobs) {
    assertTrue(Files.exists(fobs.line()));
    LINES.add(fobs.line());
  }

  private static EngineExecutionResults run(Class<?> sample) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(sample)).execute();
  }

  private static void assertAllEnded(int racks) {
    assertEquals(racks, LINES.stream().distinct().count());
    for (var line : LINES) {
      assertFalse(Files.exists(line, LinkOption.NOFOLLOW_LINKS), "link left");
      assertFalse(Files.exists(Objects.requireNonNull(line.getParent())), "folder left");
    }
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("fob-rack")),
        "thread left");
  }

  static class InAStaticField {
    @RegisterExtension static final FobRackExtension FOBS = FobRackExtension.of(1);

    @Test
    void one() {
      see(FOBS);
    }

    @Test
    void two() {
      see(FOBS);
    }

    @Nested
    class Inner {
      @Test
      void three() {
        see(FOBS);
      }
    }
  }

  @Test
  void inAStaticFieldARackLastsForTheClassAndItsNestedOnes() {
    run(InAStaticField.class).testEvents().assertStatistics(stats -> stats.succeeded(3));
    assertEquals(3, LINES.size());
    assertAllEnded(1);
  }

  static class InAnInstanceField {
    @RegisterExtension final FobRackExtension fobs = FobRackExtension.of(1);

    @Test
    void one() {
      see(fobs);
    }

    @Test
    void two() {
      see(fobs);
    }
  }

  @Test
  void inAnInstanceFieldARackLastsForOneTest() {
    run(InAnInstanceField.class).testEvents().assertStatistics(stats -> stats.succeeded(2));
    assertAllEnded(2);
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class InTheOnlyInstance {
    @RegisterExtension final FobRackExtension fobs = FobRackExtension.of(1);

    @Test
    void one() {
      see(fobs);
    }

    @Test
    void two() {
      see(fobs);
    }
  }

  @Test
  void whereAllTestsShareAnInstanceTheyShareItsRack() {
    run(InTheOnlyInstance.class).testEvents().assertStatistics(stats -> stats.succeeded(2));
    assertAllEnded(1);
  }

  static class Failing {
    @RegisterExtension static final FobRackExtension SHARED = FobRackExtension.of(1);
    @RegisterExtension final FobRackExtension own = FobRackExtension.of(1);

    @Test
    void fails() {
      see(SHARED);
      see(own);
      throw new IllegalStateException("as wanted");
    }
  }

  @Test
  void afterAFailingTestNothingIsLeftEither() {
    run(Failing.class).testEvents().assertStatistics(stats -> stats.failed(1));
    assertAllEnded(2);
  }

  static class Occupied {
    @RegisterExtension final FobRackExtension fobs = FobRackExtension.of(1).line(occupied);

    @Test
    void isNeverReached() {
      see(fobs);
    }
  }

  @Test
  void aRackThatCannotStartSaysWhyInBothLanguages(@TempDir Path folder) throws IOException {
    occupied = Files.writeString(folder.resolve("occupied"), "a file");
    var why = failure(Occupied.class);
    assertTrue(why.contains("could not be started"), why);
    assertTrue(why.contains("開始できません"), why);
    assertTrue(why.contains("occupied: is not a symbolic link"), why);
    assertEquals("a file", Files.readString(occupied));
    assertAllEnded(0);
  }

  static class TooEarly {
    @RegisterExtension final FobRackExtension fobs = FobRackExtension.of(1);
    private final String early = fobs.line().toString();

    @Test
    void isNeverReached() {
      see(fobs);
      assertTrue(early.isEmpty());
    }
  }

  @Test
  void whoAsksTooEarlyIsToldWhenARackRuns() {
    var why = failure(TooEarly.class);
    assertTrue(why.contains("no rack is running"), why);
    assertTrue(why.contains("動いていません"), why);
  }

  private static String failure(Class<?> sample) {
    return run(sample).allEvents().failed().stream()
        .findFirst()
        .orElseThrow()
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
        .getThrowable()
        .orElseThrow()
        .toString();
  }
}
