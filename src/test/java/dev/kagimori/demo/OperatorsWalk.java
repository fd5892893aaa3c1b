package dev.kagimori.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the README's part for operators says to paste, run as it stands, with fewer fobs. */
final class OperatorsWalk {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "src")).resolve("..");
  private static final Pattern PART =
      Pattern.compile("\n## Operators:.*?(?=\n## )", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("\n```sh\n(.*?)```", Pattern.DOTALL);

  private static final Map<String, String> FEWER = fewer();
  private static final long SECONDS = 240;

  private OperatorsWalk() {}

  private static Map<String, String> fewer() {
    var fewer = new LinkedHashMap<String, String>();
    fewer.put("--count 505", "--count 25");
    fewer.put("--defective 1 ", "--defective 20 ");
    fewer.put("-f 'w-%04g' 500", "-f 'w-%04g' 20");
    fewer.put("--count 500", "--count 20");
    return fewer;
  }

  /** The commands, for 20 customers and 5 bad fobs. */
  static String script() throws IOException {
    var part = PART.matcher(Files.readString(ROOT.resolve("README.md")));
    if (!part.find()) throw new AssertionError("the README has no part for operators");
    var commands =
        BLOCK.matcher(part.group()).results().map(b -> b.group(1)).collect(Collectors.joining());
    for (var change : FEWER.entrySet()) {
      if (!commands.contains(change.getKey()))
        throw new AssertionError("the README does not say any more: " + change.getKey());
      commands = commands.replace(change.getKey(), change.getValue());
    }
    return commands;
  }

  /**
   * Runs them in a directory that looks like the project's, each whatever became of the one before
   * it, as whoever pastes does; what was printed.
   */
  static String run(Path directory) throws IOException, InterruptedException {
    for (var built : List.of("src/target", "firmware-sim/target")) {
      var link = directory.resolve(built);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, ROOT.resolve(built).toRealPath());
    }
    var script = Files.writeString(directory.resolve("walk.sh"), script());
    var printed = directory.resolve("printed").toFile();
    var builder =
        new ProcessBuilder("setsid", "bash", "-u", script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    try {
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      var text = Files.readString(printed.toPath());
      if (!ended) throw new AssertionError("did not end: " + text);
      return text;
    } finally {
      // all of its session, the racks included: "kill %1" ends no more than a shell without a
      // terminal
      new ProcessBuilder("kill", "--", "-" + process.pid()).start().waitFor();
    }
  }
}
