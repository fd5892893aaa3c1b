package dev.kagimori.fob.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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
    } catch (NoSuchFileException e) {
      fail("ファイルがありません / no such file: " + e.getFile());
      return 1;
    } catch (AccessDeniedException e) {
      fail("権限がありません / permission denied: " + e.getFile());
      return 1;
    } catch (IOException e) {
      fail(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private void fail(String message) {
    command().commandLine().getErr().println("fob-rack: " + message);
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
