package dev.kagimori.proof;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.http.Listen;
import dev.kagimori.http.Logs;
import dev.kagimori.secrets.Traced;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A service instance as a process, on the shared clock; ends with the process that started it. */
final class InstanceProcess {
  private InstanceProcess() {}

  /**
   * @param arguments the database's URI, the key file, the clock's file, the log file
   */
  static void main(String[] arguments) throws IOException {
    Traced.keep();
    Logs.toFile(Path.of(arguments[3]));
    var service =
        Service.start(
            Settings.of(
                    DatabaseUri.parse(arguments[0]),
                    Path.of(arguments[1]),
                    Listen.on("127.0.0.1", 0),
                    Listen.on("127.0.0.1", 0))
                .withClock(new SharedTime(Path.of(arguments[2]))));
    System.out.println(service.port());
    System.in.transferTo(OutputStream.nullOutputStream()); // to its end
    Runtime.getRuntime().halt(0);
  }
}
