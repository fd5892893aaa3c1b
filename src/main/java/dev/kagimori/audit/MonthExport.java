package dev.kagimori.audit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;

/**
 * A month's rows as a gzip of CSV, as PostgreSQL itself writes and reads it: every column, times in
 * UTC to the microsecond, in the order of the primary key, so that the same rows make the same
 * content. An empty field is no value, a quoted one an empty text.
 */
final class MonthExport {
  /** All columns of the audit, in their order. */
  static final String COLUMNS =
      "institution,id,at,xid,client,address,request_id,action,operation,contract,user_id,serial,"
          + "outcome,reason,details";

  /** A bite: between two of them the database's own clearing-up goes on. */
  private static final int BITE = 100_000;

  private static final int BUFFER = 1 << 16;

  private MonthExport() {}

  /**
   * Writes a new file, 0600, durably, in constant memory. The table must not change meanwhile.
   *
   * @return what was written
   */
  static Manifest write(Connection db, AuditMonth month, Path file)
      throws SQLException, IOException {
    Files.deleteIfExists(file);
    var fileDigest = sha256();
    var contentDigest = sha256();
    long rows;
    try (var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var zipped =
          new GZIPOutputStream(
              new DigestOutputStream(Channels.newOutputStream(channel), fileDigest), BUFFER);
      var content = new DigestOutputStream(zipped, contentDigest);
      content.write((COLUMNS + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
      rows = copy(db, month.table(), content);
      zipped.finish();
      channel.force(true);
    }
    return new Manifest(month, rows, Files.size(file), hex(fileDigest), hex(contentDigest));
  }

  /** Bite by bite along the primary key; each has a snapshot of its own. */
  private static long copy(Connection db, String table, OutputStream out)
      throws SQLException, IOException {
    var copier = db.unwrap(PGConnection.class).getCopyAPI();
    long rows = 0;
    String after = "";
    while (true) {
      var bite =
          "SELECT %s FROM ONLY kagimori.%s %s ORDER BY institution, at, id LIMIT %d"
              .formatted(COLUMNS, table, after, BITE);
      long got = copier.copyOut("COPY (" + bite + ") TO STDOUT (FORMAT csv)", new Uncloseable(out));
      rows += got;
      if (got < BITE) return rows;
      after = after(db, bite);
    }
  }

  /** Where the next bite begins: behind the last key of this one. */
  private static String after(Connection db, String bite) throws SQLException {
    var last =
        """
        SELECT format('WHERE (institution, at, id) > (%%L, %%L::timestamptz, %%s)', institution, at, id)
        FROM (%s) b ORDER BY institution DESC, at DESC, id DESC LIMIT 1
        """
            .formatted(bite);
    try (var statement = db.createStatement();
        var row = statement.executeQuery(last)) {
      if (!row.next()) throw new IllegalStateException("rows have gone while they were exported");
      return row.getString(1);
    }
  }

  /** Reads a file back, and says what is in it as {@link #write} does. */
  static Manifest read(AuditMonth month, Path file) throws IOException {
    var fileDigest = sha256();
    var contentDigest = sha256();
    long records;
    try (var raw = new DigestInputStream(Files.newInputStream(file), fileDigest);
        var content = new DigestInputStream(new GZIPInputStream(raw, BUFFER), contentDigest)) {
      records = records(content);
      raw.transferTo(OutputStream.nullOutputStream());
    }
    return new Manifest(month, records - 1, Files.size(file), hex(fileDigest), hex(contentDigest));
  }

  /** Line ends outside quotes; a quote within quotes is doubled, so that it changes nothing. */
  private static long records(InputStream csv) throws IOException {
    var buffer = new byte[BUFFER];
    boolean quoted = false;
    long records = 0;
    for (int read = csv.read(buffer); read >= 0; read = csv.read(buffer))
      for (int n = 0; n < read; n++) {
        if (buffer[n] == '"') quoted = !quoted;
        else if (buffer[n] == '\n' && !quoted) records++;
      }
    return records;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The driver flushes what it is given; a gzip stays open until the last bite. */
  private static final class Uncloseable extends FilterOutputStream {
    Uncloseable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() {
      // whoever made it closes it
    }
  }
}
