package dev.kagimori.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What an operator reads: both languages, since it is not known who sits there; with {@code --json}
 * a script is told of a refusal as of {@link CommandFailures}.
 */
final class Screen {
  static final int DONE = 0;
  static final int REFUSED = 1;

  private final CommandSpec spec;

  Screen(CommandSpec spec) {
    this.spec = spec;
  }

  int done(String text) {
    print(spec.commandLine().getOut(), text);
    return DONE;
  }

  int refused(String ja, String en) {
    if (CommandFailures.asksForJson(spec.commandLine()))
      print(spec.commandLine().getOut(), CommandFailures.json("REFUSED", ja, en).encode());
    print(spec.commandLine().getErr(), ja + System.lineSeparator() + en);
    return REFUSED;
  }

  private static void print(PrintWriter to, String text) {
    to.println(text);
    to.flush();
  }
}
