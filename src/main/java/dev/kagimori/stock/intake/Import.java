package dev.kagimori.stock.intake;

import dev.kagimori.audit.Source;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.seedfile.TransportKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;

/** Takes makers' seed files into stock. */
public final class Import {
  private final Pool pool;
  private final Keyring keyring;
  private final TermsStore terms;
  private final MeterRegistry meters;

  /**
   * @param meters gets {@code kagimori.import.records} by institution and result
   */
  public Import(Pool pool, Keyring keyring, TermsStore terms, MeterRegistry meters) {
    this.pool = pool;
    this.keyring = keyring;
    this.terms = terms;
    this.meters = meters;
  }

  /**
   * Reads a file into stock: blocks, for minutes perhaps, and is not for an event loop. It holds
   * one connection of the pool. While others are busy with the database, it leaves them the most of
   * it.
   *
   * @param file read to its end, once; not closed here
   * @param key what opens the file; not closed here
   * @throws IOException when the stream fails; with {@code skip}, what was kept before stays, and
   *     the same order goes on from there
   */
  @SuppressWarnings("DoNotCallSuggester")
  public ImportOutcome run(
      ImportOrder order,
      InputStream file,
      TransportKey key,
      Source source,
      InstantSource clock,
      Progress progress)
      throws IOException {
    throw new UnsupportedOperationException("" + pool + meters + keyring.hashCode() + terms.hashCode());
  }
}
