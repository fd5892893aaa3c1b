package dev.kagimori.secrets;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a test brings about on purpose: kept from the console, not from the trace, and listed. */
public final class Expected implements AutoCloseable {
  private final Logger logger;
  private final Appender<ILoggingEvent> trace;
  private final ListAppender<ILoggingEvent> list = new ListAppender<>();

  private Expected(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    trace = logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).getAppender("trace");
    list.start();
    logger.addAppender(list);
    logger.addAppender(trace);
    logger.setAdditive(false);
  }

  /** Until it is closed. */
  public static Expected of(String logger) {
    return new Expected(logger);
  }

  /** What was logged so far. */
  public List<ILoggingEvent> events() {
    return List.copyOf(list.list);
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.detachAppender(trace);
    logger.detachAppender(list);
  }
}
