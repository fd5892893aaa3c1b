package dev.kagimori.issue;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/** The rows of {@code device}: a token is on one phone at most (A5). */
final class DeviceStore {
  /** The phone that has a token's seed. */
  record Device(SerialNumber serial, DeviceKeys keys, Instant activatedAt) {
    private static Device from(Row row) {
      return new Device(
          new SerialNumber(row.getString("serial")),
          new DeviceKeys(
              row.getBuffer("sealing_key").getBytes(), row.getBuffer("signing_key").getBytes()),
          row.getOffsetDateTime("activated_at").toInstant());
    }
  }

  private static final String SELECT =
      "SELECT serial, sealing_key, signing_key, activated_at FROM device ";

  private static final String OF_TOKEN = SELECT + "WHERE institution = $1 AND serial = $2";

  private static final String SELF_ISSUED =
      """
      SELECT d.serial, d.sealing_key, d.signing_key, d.activated_at
      FROM device d JOIN token t ON t.institution = d.institution AND t.serial = d.serial
      WHERE d.institution = $1 AND d.signing_key = $2 AND d.sealing_key = $3
        AND d.activated_at > $4 AND t.self_issued_at IS NOT NULL AND starts_with(t.serial, $5)
      ORDER BY d.activated_at DESC LIMIT 1
      """;

  private static final String INSERT =
      """
      INSERT INTO device (institution, serial, sealing_key, signing_key, app_version, activated_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

  private DeviceStore() {}

  static Optional<Device> ofToken(SqlClient db, String institution, SerialNumber serial) {
    var rows = db.preparedQuery(OF_TOKEN).execute(Tuple.of(institution, serial.value())).await();
    for (var row : rows) return Optional.of(Device.from(row));
    return Optional.empty();
  }

  /** The last self-issued token of a make that a phone with these keys got after an instant. */
  static Optional<Device> selfIssued(
      SqlClient db, String institution, DeviceKeys keys, String prefix, Instant after) {
    var asked =
        Tuple.of(
            institution,
            Buffer.buffer(keys.signing()),
            Buffer.buffer(keys.sealing()),
            Times.column(after),
            prefix);
    for (var row : db.preparedQuery(SELF_ISSUED).execute(asked).await())
      return Optional.of(Device.from(row));
    return Optional.empty();
  }

  static void insert(Writes writes, String institution, Device device, String appVersion) {
    writes.row(
        INSERT,
        Tuple.of(
            institution,
            device.serial().value(),
            Buffer.buffer(device.keys().sealing()),
            Buffer.buffer(device.keys().signing()),
            appVersion,
            Times.column(device.activatedAt())));
  }
}
