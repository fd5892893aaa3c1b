package dev.kagimori.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a test starts a JVM that lives for seconds: compiling it well would take longer. */
public final class Jvm {
  private Jvm() {}

  /**
   * The command up to the class path, which is the test's own.
   *
   * @param options besides
   */
  public static List<String> command(String... options) {
    var words =
        new ArrayList<>(List.of(executable(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(List.of(options));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return words;
  }

  /** Of the JDK that runs the test. */
  public static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
