package dev.kagimori.demo;

import dev.kagimori.database.CannotStart;

/**
 * Where the demo listens, each 0 to 65535; 0: any.
 *
 * @param mail where mails are looked at
 * @param drawer where fobs are pressed
 * @param counter where the reader is the bank's employee
 * @param banks the customers' pages
 * @param secure the same by TLS, where client certificates are asked for
 */
record Ports(
    int frontEnds, int management, int mail, int drawer, int counter, int banks, int secure) {
  /** Somebody else listens on one of them. */
  CannotStart taken(Throwable cause) {
    return new CannotStart(
        "ポート %d、%d、%d、%d、%d、%d、%d のどれかは使用中です。--port、--management-port、--mail-port、--drawer-port、--counter-port、--bank-port、--bank-tls-port で別の番号を指定してください。"
            .formatted(frontEnds, management, mail, drawer, counter, banks, secure),
        "One of the ports %d, %d, %d, %d, %d, %d and %d is in use. Name others with --port, --management-port, --mail-port, --drawer-port, --counter-port, --bank-port and --bank-tls-port."
            .formatted(frontEnds, management, mail, drawer, counter, banks, secure),
        cause);
  }
}
