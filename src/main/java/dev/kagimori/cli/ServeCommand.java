package dev.kagimori.cli;

import dev.kagimori.database.CannotStart;
import dev.kagimori.http.Listen;
import dev.kagimori.http.TrustedPeers;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kagimori serve}. */
@Command(
    name = "serve",
    description = "Serves front ends until it is stopped by SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  private static final String FORWARDED_BY = "--forwarded-by";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "default: ${DEFAULT-VALUE}")
  private String host = "";

  @Option(names = "--port", defaultValue = "8080", description = "default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--management-host",
      defaultValue = "127.0.0.1",
      description =
          "health and metrics, never to be reached from outside; default: ${DEFAULT-VALUE}")
  private String managementHost = "";

  @Option(
      names = "--management-port",
      defaultValue = "8081",
      description = "default: ${DEFAULT-VALUE}")
  private int managementPort;

  @Option(
      names = "--instances",
      description = "event loops; default: one for each processor, here ${DEFAULT-VALUE}")
  private int instances = Listen.usualInstances();

  @Option(names = "--tls-key", paramLabel = "PEM", description = "serve HTTPS with this key")
  private @Nullable Path tlsKey;

  @Option(names = "--tls-certificate", paramLabel = "PEM", description = "and this certificate")
  private @Nullable Path tlsCertificate;

  @Option(
      names = FORWARDED_BY,
      paramLabel = "CIDR",
      split = ",",
      description = {
        "balancers, such as 10.1.2.3/32: the last address in X-Forwarded-For is their client's.",
        "Whoever can connect from there can claim any address. Default: nobody's header is read"
      })
  private List<String> forwardedBy = List.of();

  @Mixin private SmtpOptions smtp = new SmtpOptions();

  @Override
  public Integer call() throws InterruptedException {
    var log = LoggerFactory.getLogger(ServeCommand.class);
    var mails = smtp.smtp();
    var balancers = TrustedPeers.parse(FORWARDED_BY, forwardedBy);
    var opened = database.serve();
    Service service;
    try {
      var settings =
          Settings.of(
              opened.uri(),
              database.masterKey(),
              new Listen(host, port, instances, tls(), balancers),
              Listen.on(managementHost, managementPort));
      service = Service.start(mails.map(settings::withSmtp).orElse(settings));
    } catch (Throwable e) {
      opened.close();
      throw e;
    }
    var stopped = new CountDownLatch(1);
    var stop =
        Thread.ofPlatform()
            .name("stop")
            .unstarted(() -> {
              log.info("stopping: finishing what is in flight");
              service.close();
              opened.close();
              log.info("stopped");
              stopped.countDown();
            });
    Runtime.getRuntime().addShutdownHook(stop);
    log.atInfo()
        .addKeyValue("frontend", service.port())
        .addKeyValue("management", service.managementPort())
        .addKeyValue("forwardedBy", balancers)
        .log("serving");
    stopped.await();
    return Screen.DONE;
  }

  private Optional<Listen.Tls> tls() {
    if (tlsKey == null && tlsCertificate == null) return Optional.empty();
    if (tlsKey == null || tlsCertificate == null)
      throw new CannotStart(
          "--tls-key と --tls-certificate は両方指定してください。",
          "Give both --tls-key and --tls-certificate.");
    return Optional.of(new Listen.Tls(tlsKey, tlsCertificate));
  }
}
