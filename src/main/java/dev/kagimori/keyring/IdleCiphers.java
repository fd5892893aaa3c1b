package dev.kagimori.keyring;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Ciphers that wait for their next use: to make one costs as much as to open a seed with it, and
 * one that is used with the same key again need not expand that. Threads have places by their
 * number, so that event loops hardly meet; where a place is empty, a cipher is made, and where it
 * is taken again, one is dropped. Bounded, and nobody waits.
 */
final class IdleCiphers {
  /** As many as there may be threads at work, twice; a power of two. */
  private static final int PLACES =
      Math.clamp(Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 4), 4, 64);

  /** So that two places are never in one line of a processor's cache. */
  private static final int APART = 32;

  private final String transformation;
  private final AtomicReferenceArray<@Nullable Cipher> places =
      new AtomicReferenceArray<>(PLACES * APART);

  IdleCiphers(String transformation) {
    this.transformation = transformation;
  }

  /** One for the caller alone; {@link Cipher#init} comes first, since it may have been used. */
  Cipher take() throws GeneralSecurityException {
    var idle = places.getAndSet(place(), null);
    return idle == null ? Cipher.getInstance(transformation) : idle;
  }

  /** Gives back one that ended well; who has an exception from it drops it. */
  void giveBack(Cipher cipher) {
    places.setRelease(place(), cipher);
  }

  private static int place() {
    return ((int) Thread.currentThread().threadId() & (PLACES - 1)) * APART;
  }
}
