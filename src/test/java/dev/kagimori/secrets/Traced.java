package dev.kagimori.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a process that a test starts at TRACE, whatever its program makes of the log; {@link
 * TraceSearch} of the test's process then looks through its file too.
 */
public final class Traced implements LoggerContextListener {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final FileAppender<ILoggingEvent> file = new FileAppender<>();

  private Traced() {}

  /** For the command line of the process: where it logs. */
  public static String argument(String name) {
    return "-Dkagimori.trace="
        + TraceSearch.DIRECTORY.toAbsolutePath().resolve(name + "-" + NUMBER.incrementAndGet());
  }

  /** To be called first by what the process runs. */
  public static void keep() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context))
      throw new IllegalStateException("another logger than Logback is on the class path");
    context.addListener(new Traced());
    JdkLogs.intoOurs();
  }

  /** After a test that configured the log itself: as it was. */
  public static void again() throws JoranException {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context))
      throw new IllegalStateException("another logger than Logback is on the class path");
    context.reset();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(Traced.class.getResource("/logback-test.xml"), "logback-test.xml"));
  }

  @Override
  public boolean isResetResistant() {
    return true;
  }

  @Override
  public void onLevelChange(Logger logger, Level level) {
    if (logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) && !logger.isAttached(file))
      attach(logger);
    if (level != null && level != Level.TRACE) logger.setLevel(Level.TRACE);
  }

  /** Written at once, since such processes are killed. */
  private void attach(Logger root) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(root.getLoggerContext());
    encoder.setPattern("%d{HH:mm:ss} %-5level %logger %msg %kvp %mdc%n%xEx");
    encoder.start();
    file.setContext(root.getLoggerContext());
    file.setFile(Path.of(System.getProperty("kagimori.trace", "."), "kept.log").toString());
    file.setEncoder(encoder);
    file.start();
    root.addAppender(file);
  }

  @Override
  public void onStart(LoggerContext context) {}

  @Override
  public void onReset(LoggerContext context) {}

  @Override
  public void onStop(LoggerContext context) {}
}
