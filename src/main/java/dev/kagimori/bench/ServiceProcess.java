package dev.kagimori.bench;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.Handover;
import dev.kagimori.http.Listen;
import dev.kagimori.http.Logs;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The service as {@code kagimori serve} runs it, but on the generator's clock. Ends with the
 * process that started it.
 */
final class ServiceProcess {
  /** Before its port, on its standard output. */
  static final String SERVING = "serving on port ";

  private ServiceProcess() {}

  /**
   * Says its port on the standard output; the database is told by the environment.
   *
   * @param arguments the key file, the clock's file, the log file
   */
  static void main(String[] arguments) throws IOException {
    Logs.toFile(Path.of(arguments[2]));
    try {
      var service =
          Service.start(
              Settings.of(
                      Handover.from(System.getenv()),
                      Path.of(arguments[0]),
                      Listen.on("127.0.0.1", 0),
                      Listen.on("127.0.0.1", 0))
                  .withClock(new BenchTime(Path.of(arguments[1]))));
      System.out.println(SERVING + service.port());
      System.in.transferTo(OutputStream.nullOutputStream()); // to its end
      service.close();
    } catch (CannotStart e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }
}
