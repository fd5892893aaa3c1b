package dev.kagimori.secrets;

import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** What is logged by way of the JDK (JDBC's driver does so), passed on in full. */
final class JdkLogs extends Handler {
  /** Held, since the JDK lets go of loggers that nobody holds, and of their levels. */
  private static final Logger ROOT = Logger.getLogger("");

  private JdkLogs() {}

  static void intoOurs() {
    LogManager.getLogManager().reset();
    ROOT.setLevel(Level.ALL);
    ROOT.addHandler(new JdkLogs());
  }

  @Override
  public void publish(LogRecord record) {
    var name = record.getLoggerName() == null ? "jdk" : record.getLoggerName();
    var log = LoggerFactory.getLogger(name);
    var message = text(record);
    int level = record.getLevel().intValue();
    if (level >= Level.SEVERE.intValue()) log.error(message, record.getThrown());
    else if (level >= Level.WARNING.intValue()) log.warn(message, record.getThrown());
    else log.trace(message, record.getThrown());
  }

  private static String text(LogRecord record) {
    var message = String.valueOf(record.getMessage());
    var parameters = record.getParameters();
    if (parameters == null || parameters.length == 0) return message;
    try {
      return MessageFormat.format(message, parameters);
    } catch (IllegalArgumentException e) {
      return message + java.util.Arrays.toString(parameters);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
