package dev.kagimori.http;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that nobody but the process's own account may read, those that follow too. */
public final class OwnerOnlyAppender extends RollingFileAppender<ILoggingEvent> {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  @Override
  public void openFile(String name) throws IOException {
    var file = Path.of(name);
    if (Files.exists(file)) Files.setPosixFilePermissions(file, OWNER);
    else Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
    super.openFile(name);
  }
}
