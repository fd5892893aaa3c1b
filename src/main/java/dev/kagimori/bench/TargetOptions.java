package dev.kagimori.bench;

import dev.kagimori.database.CannotStart;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service is measured. */
final class TargetOptions {
  private static final int HTTP = 80;

  @Option(
      names = "--jvm",
      defaultValue = "",
      paramLabel = "OPTIONS",
      description = "of the service's JVM, besides those that the launcher gives")
  private String jvm = "";

  @Option(
      names = "--url",
      paramLabel = "http://HOST:PORT",
      description = "measure a service that runs on this database, in real time, instead")
  private @Nullable String url;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "of the institution bench, for --url; default: one is made for this run")
  private @Nullable String apiKey;

  String jvm() {
    return jvm;
  }

  boolean isOther() {
    return url != null;
  }

  /**
   * The one that runs.
   *
   * @throws CannotStart where the address is none that we can use
   */
  Optional<Site.Running> running() {
    if (url == null) return Optional.empty();
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) throw refused();
    var address = new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? HTTP : uri.getPort());
    return Optional.of(new Site.Running(address, Optional.ofNullable(apiKey)));
  }

  private static CannotStart refused() {
    return new CannotStart(
        "--url は http://ホスト:ポート で指定してください（TLS は測りません）。",
        "--url is http://HOST:PORT (TLS is not measured).");
  }
}
