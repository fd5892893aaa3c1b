package dev.kagimori.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kagimori.database.CannotStart;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** From the start of a run to its end. */
class LifetimeIT {
  private static final List<RunningKagimori> SERVICES = new ArrayList<>();
  private static final List<URI> ADDRESSES = new ArrayList<>();

  /** Not found by a build, since its name does not say that it is a test. */
  @ExtendWith(KagimoriExtension.class)
  static class First {
    @Test
    void fails(RunningKagimori service, Institution bank) {
      SERVICES.add(service);
      ADDRESSES.add(service.uri());
      bank.customer("c-1", "hanako").fob();
      throw new AssertionError("as a test may");
    }
  }

  @ExtendWith(KagimoriExtension.class)
  static class Second {
    @Test
    void passes(RunningKagimori service, Institution bank) {
      SERVICES.add(service);
      ADDRESSES.add(service.uri());
      bank.customer("c-1", "hanako").fob();
      assertEquals(RunningKagimori.BEGIN, service.time().instant());
    }
  }

  @Test
  void classesShareThePostgresqlOfTheRunAndAllIsClosedWithItThoughATestFailed() {
    var run =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(First.class), selectClass(Second.class))
            .build();
    var summary = new SummaryGeneratingListener();
    // the listeners of the whole run have nothing to do with these two
    var alone = LauncherConfig.builder().enableLauncherSessionListenerAutoRegistration(false);
    LauncherFactory.create(alone.build()).execute(run, summary);
    assertEquals(1, summary.getSummary().getTestsFailedCount());
    assertEquals(1, summary.getSummary().getTestsSucceededCount());
    var first = SERVICES.getFirst();
    var second = SERVICES.getLast();
    assertTrue(first != second);
    assertEquals(first.directory(), second.directory());
    assertFalse(Files.exists(first.directory()));
    for (var address : ADDRESSES)
      assertThrows(IOException.class, () -> new Socket(address.getHost(), address.getPort()));
  }

  @Test
  void whyItCannotStartIsSaidInBothLanguages(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("database"), "a file where PostgreSQL's directory goes");
    var refused = assertThrows(CannotStart.class, () -> RunningKagimori.start(directory, 1));
    assertTrue(refused.toString().contains("起動できません"), refused.toString());
    assertTrue(refused.toString().contains("can't be started"), refused.toString());
  }

  @Test
  void withoutAStaticFieldItSaysWhatToDo() {
    var asked = assertThrows(IllegalStateException.class, () -> new KagimoriExtension().uri());
    assertTrue(asked.toString().contains("static"), asked.toString());
  }
}
