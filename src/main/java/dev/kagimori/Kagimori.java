package dev.kagimori;

import dev.kagimori.bench.BenchCommand;
import dev.kagimori.cli.AuditCommand;
import dev.kagimori.cli.ClientCommand;
import dev.kagimori.cli.CommandFailures;
import dev.kagimori.cli.CustodyCommand;
import dev.kagimori.cli.InstitutionCommand;
import dev.kagimori.cli.MailCommand;
import dev.kagimori.cli.MigrateCommand;
import dev.kagimori.cli.ServeCommand;
import dev.kagimori.cli.StaffCommand;
import dev.kagimori.cli.StockCommand;
import dev.kagimori.cli.TermsCommand;
import dev.kagimori.demo.DemoCommand;
import dev.kagimori.http.Logs;
import dev.kagimori.station.StationCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "kagimori",
    description = "One-time-password tokens for banks.",
    mixinStandardHelpOptions = true,
    version = "Kagimori 0.1.0",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      MigrateCommand.class,
      InstitutionCommand.class,
      TermsCommand.class,
      ClientCommand.class,
      StaffCommand.class,
      StockCommand.class,
      CustodyCommand.class,
      MailCommand.class,
      StationCommand.class,
      BenchCommand.class,
      AuditCommand.class
    })
public final class Kagimori implements Runnable {
  /** Its log is what it prints. */
  private static final String SERVE = "serve";

  private Kagimori() {}

  /** Exit status: 0 done, 1 refused or failed, 2 wrong use. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Only the command that is asked for is looked at: the others would take a part of its start. */
  private static int run(String[] args) {
    if (args.length == 0 || !args[0].equals(SERVE)) Logs.toStandardError();
    if (args.length > 0)
      for (var type : Kagimori.class.getAnnotation(Command.class).subcommands()) {
        var name = type.getAnnotation(Command.class).name();
        if (!name.equals(args[0])) continue;
        var command = new CommandLine(type).setCommandName("kagimori " + name);
        return talking(command).execute(Arrays.copyOfRange(args, 1, args.length));
      }
    return talking(new CommandLine(new Kagimori())).execute(args);
  }

  private static CommandLine talking(CommandLine line) {
    return CommandFailures.told(line)
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
