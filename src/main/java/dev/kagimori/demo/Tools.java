package dev.kagimori.demo;

import dev.kagimori.database.OwnerOnly;
import dev.kagimori.fob.FobRack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The small files that make a command line short enough to paste. */
final class Tools {
  private final Home home;

  Tools(Home home) {
    this.home = home;
  }

  void write(String apiKey) throws IOException {
    OwnerOnly.write(home.press(), pressScript());
    Files.setPosixFilePermissions(home.press(), PosixFilePermissions.fromString("rwx------"));
    OwnerOnly.write(home.curlConfig(), curlConfig(apiKey));
  }

  /** Prints the code of a fob and nothing else. */
  private String pressScript() {
    var paths =
        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .map(path -> Path.of(path).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return """
    #!/bin/sh
    exec %s -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp %s %s press --line %s "$@"
    """
        .formatted(
            quoted(Path.of(System.getProperty("java.home", ""), "bin", "java").toString()),
            quoted(paths),
            FobRack.class.getName(),
            quoted(home.line().toString()));
  }

  /** Keeps the key out of the list of processes and of the shell's history. */
  private static String curlConfig(String apiKey) {
    return """
    silent
    show-error
    header = "Authorization: Bearer %s"
    header = "Content-Type: application/json"
    write-out = "\\n"
    """
        .formatted(apiKey);
  }

  /** One word of a shell's command line. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
