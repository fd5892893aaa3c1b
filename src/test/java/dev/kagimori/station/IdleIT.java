package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.rack.LineFault;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a desk at which nothing happens costs. */
@Timeout(120)
class IdleIT {
  private static final double SHARE_MAX = 0.05;
  private static final int LOOKS = 5;

  @TempDir private Path folder = Path.of("");

  /** Counts what the rack answers, and swallows it where the line is to be dead. */
  private static LineFault counting(Semaphore answers, boolean dead) {
    return answer -> {
      answers.release();
      return dead ? new byte[0] : answer;
    };
  }

  private static void await(Semaphore answers, int count) throws InterruptedException {
    assertTrue(
        answers.tryAcquire(count, SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS),
        "the station asks no more");
  }

  @Test
  void aStationThatWatchesWhileNobodyPressesCostsNextToNothingAndSoDoesItsRack() throws Exception {
    var answers = new Semaphore(0);
    var before = threads();
    try (var unread = SimulatedRack.open(SimulatedRack.fobs(24), folder.resolve("unread"))) {
      var unreadThread = newThreads(before);
      before.addAll(unreadThread);
      try (var rack = SimulatedRack.open(SimulatedRack.fobs(24), folder.resolve("rack"))) {
        var rackThread = newThreads(before);
        rack.fault(counting(answers, false));
        try (var station =
            StationProcess.start("watch", rack.line(), Station.BAUD_DEFAULT, "--interval", "1")) {
          await(
              answers,
              1 + 2 + 4 * 24 + 2 * 2); // greeted, listed (two pages), all read, and two looks more
          long begun = System.nanoTime();
          long stations = station.cpu().toNanos();
          long racks = cpu(rackThread);
          long idle = cpu(unreadThread);
          await(answers, 2 * LOOKS);
          long wall = System.nanoTime() - begun;
          tell("a station that looks every second", station.cpu().toNanos() - stations, wall);
          tell("the rack that it looks at", cpu(rackThread) - racks, wall);
          tell("a rack that nobody reads", cpu(unreadThread) - idle, wall);
        }
      }
      assertTrue(unread.fobs().size() == 24);
    }
  }

  @Test
  void aStationThatWaitsForADeadLineCostsLittleToo() throws Exception {
    var requests = new Semaphore(0);
    try (var rack = SimulatedRack.open(SimulatedRack.fobs(1), folder.resolve("rack"))) {
      rack.fault(counting(requests, true));
      try (var station = StationProcess.start("watch", rack.line(), Station.BAUD_DEFAULT)) {
        await(requests, 6); // twice three attempts
        long begun = System.nanoTime();
        long cpu = station.cpu().toNanos();
        await(requests, 6);
        tell("a station on a dead line", station.cpu().toNanos() - cpu, System.nanoTime() - begun);
      }
    }
  }

  private static void tell(String who, long cpuNanos, long wallNanos) {
    double share = (double) cpuNanos / wallNanos;
    System.out.printf(
        "proof: %s takes %.2f %% of a core over %.1f s%n", who, share * 100, wallNanos / 1e9);
    assertTrue(share < SHARE_MAX, who + " takes " + share * 100 + " % of a core");
  }

  private static Set<Long> threads() {
    var ids = new HashSet<Long>();
    Arrays.stream(ManagementFactory.getThreadMXBean().getAllThreadIds()).forEach(ids::add);
    return ids;
  }

  private static Set<Long> newThreads(Set<Long> before) {
    var ids = threads();
    ids.removeAll(before);
    return ids;
  }

  private static long cpu(Set<Long> ids) {
    var threads = ManagementFactory.getThreadMXBean();
    return ids.stream().mapToLong(threads::getThreadCpuTime).map(nanos -> Math.max(0, nanos)).sum();
  }
}
