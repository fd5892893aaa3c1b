package dev.kagimori.stock.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in, once, with the digest of all its bytes: by these it is known again where
 * the key that opened it is gone. For one thread at a time; closing it closes nothing.
 */
public final class IncomingFile extends FilterInputStream {
  private final MessageDigest soFar;
  private byte @Nullable [] whole;

  private IncomingFile(InputStream in) {
    super(in);
    try {
      soFar = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Nothing of it has been read yet. */
  public static IncomingFile of(InputStream in) {
    return in instanceof IncomingFile file ? file : new IncomingFile(in);
  }

  /** SHA-256 of all of it, of which what is left is read first. */
  public byte[] digest() throws IOException {
    var known = whole;
    if (known == null) {
      transferTo(OutputStream.nullOutputStream());
      known = soFar.digest();
      whole = known;
    }
    return known.clone();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int got = in.read(bytes, offset, length);
    if (got > 0) soFar.update(bytes, offset, got);
    return got;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    while (skipped < count && read() >= 0) skipped++;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {
    // the caller's
  }
}
