package dev.kagimori.demo;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.http.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: a living bank until Ctrl-C. Exit status 1 where it can't start, with the reason.
 */
@Command(
    name = "demo",
    description =
        "一つのコマンドで動く銀行 / Living banks: PostgreSQL, the service, customers, mails, and fobs on"
            + " a serial line",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".kagimori/demo",
      description = "データの場所 / where everything is kept (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".kagimori", "demo");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "18080",
      description = "front ends' port, 0: any (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      defaultValue = "18081",
      description = "health and metrics, 0: any (default: ${DEFAULT-VALUE})")
  private int managementPort;

  @Option(
      names = "--mail-port",
      paramLabel = "PORT",
      defaultValue = "18082",
      description = "the mails sent so far, 0: any (default: ${DEFAULT-VALUE})")
  private int mailPort;

  @Option(
      names = "--drawer-port",
      paramLabel = "PORT",
      defaultValue = "18083",
      description = "トークンを押すページ / the page to press fobs on, 0: any (default: ${DEFAULT-VALUE})")
  private int drawerPort;

  @Option(
      names = "--counter-port",
      paramLabel = "PORT",
      defaultValue = "18084",
      description = "窓口のページ / the page of the bank's counter, 0: any (default: ${DEFAULT-VALUE})")
  private int counterPort;

  @Option(
      names = "--bank-port",
      paramLabel = "PORT",
      defaultValue = "18085",
      description = "五つの銀行のページ / the five banks' pages, 0: any (default: ${DEFAULT-VALUE})")
  private int bankPort;

  @Option(
      names = "--bank-tls-port",
      paramLabel = "PORT",
      defaultValue = "18086",
      description =
          "電子証明書を尋ねる銀行のページ / the banks' pages by TLS, for client certificates, 0: any (default:"
              + " ${DEFAULT-VALUE})")
  private int bankTlsPort;

  @Option(
      names = "--walk",
      negatable = true,
      description =
          "各金融機関の流れを見せる / show what each institution does first, two minutes (default: on the"
              + " first start only)")
  private @Nullable Boolean walk;

  @Override
  public Integer call() {
    requirePort("--port", port);
    requirePort("--management-port", managementPort);
    requirePort("--mail-port", mailPort);
    requirePort("--drawer-port", drawerPort);
    requirePort("--counter-port", counterPort);
    requirePort("--bank-port", bankPort);
    requirePort("--bank-tls-port", bankTlsPort);
    var home = new Home(data.toAbsolutePath().normalize());
    var ending = new Ending();
    try (ending) {
      return run(home, ending);
    }
  }

  private int run(Home home, Ending ending) {
    try {
      OwnerOnly.directory(home.directory());
      Logs.toFile(home.log());
      var screen = new Screen(spec.commandLine().getOut(), isTerminal());
      try (var demo = new Demo(home, screen, ending)) {
        var ports =
            new Ports(
                port, managementPort, mailPort, drawerPort, counterPort, bankPort, bankTlsPort);
        demo.run(ports, Optional.ofNullable(walk));
      } catch (Ending.Asked e) {
        screen.line();
      }
      screen.line("終了しました / Ended.");
      return 0;
    } catch (CannotStart e) {
      return fail(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(DemoCommand.class).error("the demo failed", e);
      return fail(
          "デモを続けられません。記録を見てください / The demo can't go on; see %s (%s)"
              .formatted(home.log(), e.getMessage()));
    }
  }

  private int fail(String reason) {
    var err = spec.commandLine().getErr();
    err.println(reason);
    err.flush();
    return 1;
  }

  private void requirePort(String option, int value) {
    if (value >= 0 && value <= PORT_MAX) return;
    throw new ParameterException(
        spec.commandLine(), option + ": 0～65535 を指定してください / must be 0 to 65535");
  }

  @SuppressWarnings("SystemConsoleNull") // it may be: -Djdk.console=java.base
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
