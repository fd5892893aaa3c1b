package dev.kagimori.demo;

import dev.kagimori.database.CannotStart;

/**
 * Where the demo listens, each 0 to 65535; 0: any.
 *
 * @param mail where mails are looked at
 */
record Ports(int frontEnds, int management, int mail) {
  /** Somebody else listens on one of them. */
  CannotStart taken(Throwable cause) {
    return new CannotStart(
        "ポート %d、%d、%d のどれかは使用中です。--port、--management-port、--mail-port で別の番号を指定してください。"
            .formatted(frontEnds, management, mail),
        "One of the ports %d, %d and %d is in use. Name others with --port, --management-port and --mail-port."
            .formatted(frontEnds, management, mail),
        cause);
  }
}
