package dev.kagimori.http;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where the log goes: lines of JSON to the standard output, unless someone is looking at that. */
public final class Logs {
  private Logs() {}

  /** For {@code serve}, and what holds when nothing is said: JSON on the standard output. */
  public static void json() {
    configure("/logback.xml", Path.of(""));
  }

  /**
   * For commands, whose standard output is what they were asked for: to be called before anything
   * is logged. Whatever says otherwise later wins.
   */
  public static void toStandardError() {
    System.setProperty("kagimori.log.stream", "System.err");
  }

  /**
   * For a person before a terminal: readable lines into a file, at most 50 MB of them.
   *
   * @param file its folder exists
   */
  public static void toFile(Path file) {
    configure("/logback-file.xml", file.toAbsolutePath());
  }

  private static void configure(String resource, Path file) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context))
      throw new IllegalStateException("another logger than Logback is on the class path");
    var configuration = Logs.class.getResource(resource);
    if (configuration == null)
      throw new IllegalStateException(resource + " is not on the class path");
    context.reset();
    context.putProperty("kagimori.log", file.toString());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException(resource + " can't be read", e);
    }
  }
}
