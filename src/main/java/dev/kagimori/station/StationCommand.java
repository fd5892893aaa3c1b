package dev.kagimori.station;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code station}: reads a rack of fobs on a serial line, at a terminal. */
@Command(
    name = "station",
    description = "Reads a rack of fobs on a serial line.",
    mixinStandardHelpOptions = true,
    subcommands = {ReadCommand.class, WatchCommand.class})
public final class StationCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: station read | station watch");
  }
}
