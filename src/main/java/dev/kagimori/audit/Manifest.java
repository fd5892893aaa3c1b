package dev.kagimori.audit;

import io.vertx.core.json.JsonObject;

/**
 * What stands beside the file of a month: enough to see that it is whole, and to read it.
 *
 * @param rows how many entries
 * @param bytes of the file
 * @param sha256 of the file, hexadecimal
 * @param contentSha256 of what is compressed in it, hexadecimal
 */
record Manifest(AuditMonth month, long rows, long bytes, String sha256, String contentSha256) {
  private static final String FORMAT = "kagimori-audit-csv-1";

  /** Whether two exports hold the same; compressed they may differ. */
  boolean isSameContent(Manifest other) {
    return month.equals(other.month)
        && rows == other.rows
        && contentSha256.equals(other.contentSha256);
  }

  String text() {
    return new JsonObject()
            .put("format", FORMAT)
            .put("month", month.toString())
            .put("timeZone", AuditMonth.ZONE.getId())
            .put("from", month.from().toString())
            .put("to", month.to().toString())
            .put("file", month.fileName())
            .put("columns", MonthExport.COLUMNS)
            .put("rows", rows)
            .put("bytes", bytes)
            .put("sha256", sha256)
            .put("contentSha256", contentSha256)
            .encodePrettily()
        + "\n";
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static Manifest read(AuditMonth month, String text) {
    try {
      var json = new JsonObject(text);
      if (!FORMAT.equals(json.getString("format"))
          || !month.toString().equals(json.getString("month")))
        throw new IllegalArgumentException("not the manifest of " + month);
      return new Manifest(
          month,
          json.getLong("rows"),
          json.getLong("bytes"),
          json.getString("sha256"),
          json.getString("contentSha256"));
    } catch (io.vertx.core.json.DecodeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("not the manifest of " + month, e);
    }
  }
}
