package dev.kagimori.fob;

import dev.kagimori.fob.cli.ClockCommand;
import dev.kagimori.fob.cli.DrawerCommand;
import dev.kagimori.fob.cli.ListCommand;
import dev.kagimori.fob.cli.MakeCommand;
import dev.kagimori.fob.cli.PressCommand;
import dev.kagimori.fob.cli.ServeCommand;
import dev.kagimori.fob.cli.ShowCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code fob-rack} command. Another program mounts it whole with {@code addSubcommand(new
 * FobRack())}, or takes single commands of {@link dev.kagimori.fob.cli}.
 */
@Command(
    name = "fob-rack",
    description = "キーホルダー型トークンのシミュレーター / A rack of simulated key-fobs",
    mixinStandardHelpOptions = true,
    version = "fob-rack 1.0",
    subcommands = {
      MakeCommand.class,
      ServeCommand.class,
      ListCommand.class,
      PressCommand.class,
      ShowCommand.class,
      ClockCommand.class,
      DrawerCommand.class
    })
public final class FobRack {
  public static void main(String[] args) {
    // read by the log binding of the stand-alone distribution, before the first logger is made
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.exit(new CommandLine(new FobRack()).execute(args));
  }
}
