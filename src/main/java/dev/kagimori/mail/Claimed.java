package dev.kagimori.mail;

import dev.kagimori.keyring.Sealed;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/**
 * A mail that this instance alone may send now.
 *
 * @param claim by which the row is known to be still ours
 * @param tries this one included
 */
record Claimed(
    String institution,
    UUID id,
    UUID claim,
    String kind,
    Sealed recipient,
    Sealed content,
    int tries) {
  static Claimed from(Row row) {
    int version = row.getInteger("key_version");
    return new Claimed(
        row.getString("institution"),
        row.getUUID("mail"),
        row.getUUID("claim"),
        row.getString("kind"),
        new Sealed(row.getBuffer("recipient").getBytes(), version),
        new Sealed(row.getBuffer("content").getBytes(), version),
        row.getInteger("tries"));
  }

  @Override
  public String toString() {
    return "Claimed(" + institution + ", " + id + ", " + kind + ")";
  }
}
