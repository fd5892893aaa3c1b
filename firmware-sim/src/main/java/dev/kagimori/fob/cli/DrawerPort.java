package dev.kagimori.fob.cli;

import dev.kagimori.fob.drawer.Drawer;
import java.io.IOException;
import java.net.BindException;

/** Opens the drawer for a command. */
final class DrawerPort {
  private static final int PORT_MAX = 65_535;

  private DrawerPort() {}

  static boolean isValid(int port) {
    return port >= 0 && port <= PORT_MAX;
  }

  static Drawer open(String line, int baud, int port) throws IOException {
    try {
      return Drawer.open(line, baud, port);
    } catch (BindException e) {
      throw new IOException(
          "ポート %d は使用中です。別の番号を指定してください / port %d is in use; name another one".formatted(port, port),
          e);
    }
  }
}
