package dev.kagimori.fob.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: how failures are told. */
abstract class RackCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final Integer call() {
    try {
      run();
      return 0;
    } catch (IOException e) {
      command().commandLine().getErr().println("fob-rack: " + e.getMessage());
      return 1;
    }
  }

  abstract void run() throws IOException;

  PrintWriter out() {
    return command().commandLine().getOut();
  }

  /** A wrong use of the command line: told with the usage, ends with 2. */
  ParameterException misuse(@Nullable String message) {
    return new ParameterException(command().commandLine(), String.valueOf(message));
  }

  private CommandSpec command() {
    if (spec == null) throw new IllegalStateException("not run by picocli");
    return spec;
  }
}
