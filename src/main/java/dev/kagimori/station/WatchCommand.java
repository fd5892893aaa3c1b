package dev.kagimori.station;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code station watch}: until Ctrl-C, through unplugging and plugging in again. */
@Command(
    name = "watch",
    description =
        "Prints which fobs come and go, until Ctrl-C; waits for a line that is pulled out.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  /** How long Ctrl-C waits for the line to be released. */
  private static final long RELEASE_SECONDS = 3;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final LineOptions line = new LineOptions();

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Between two looks at the rack, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int intervalSeconds;

  @Option(
      names = "--press-every",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Press each fob again so often, 30 to 86400; 0 (default): only when it comes. A press"
              + " costs battery, which lasts for some thousands.")
  private int pressEverySeconds;

  @Override
  public Integer call() {
    require(intervalSeconds >= 1 && intervalSeconds <= 3600, "--interval", "1–3600");
    require(
        pressEverySeconds == 0 || (pressEverySeconds >= 30 && pressEverySeconds <= 86_400),
        "--press-every",
        "0, 30–86400");
    var language = Language.ofSystem();
    var out = spec.commandLine().getOut();
    var watch =
        new Watch(
            line::open,
            line.json ? new WatchJson(out) : new WatchTable(out, language),
            Duration.ofSeconds(intervalSeconds),
            Duration.ofSeconds(pressEverySeconds));
    var ended = new CountDownLatch(1);
    var onCtrlC = Thread.ofPlatform().unstarted(() -> release(watch, ended));
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    try {
      watch.run();
      return 0;
    } catch (StationException.PortUnusable e) {
      LineOptions.print(spec.commandLine().getErr(), language, e);
      return 1;
    } finally {
      ended.countDown();
    }
  }

  private static void release(Watch watch, CountDownLatch ended) {
    watch.stop();
    try {
      boolean _ = ended.await(RELEASE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void require(boolean right, String option, String range) {
    if (right) return;
    throw new ParameterException(
        spec.commandLine(),
        Language.ofSystem()
            .of(option + " は " + range + " (秒) で指定してください。", option + " takes seconds: " + range));
  }
}
