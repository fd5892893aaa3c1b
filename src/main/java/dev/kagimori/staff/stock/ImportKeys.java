package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.seedfile.TransportKey;
import dev.kagimori.stock.transport.KeyValue;
import dev.kagimori.stock.transport.LaidKey;
import dev.kagimori.stock.transport.TransportKeys;
import dev.kagimori.stock.transport.TransportKeys.Asked;
import io.vertx.sqlclient.Pool;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a file is opened with, and by whom it has to be signed: laid down by another account than
 * the one that sends the file, and used for one delivery alone. A dry run is held to the same, and
 * uses nothing up.
 */
final class ImportKeys {
  static final String KEY = "transportKey";
  static final String SIGNER = "signer";

  private final Pool pool;
  private final TransportKeys keys;

  ImportKeys(Pool pool, Keyring keyring) {
    this.pool = pool;
    keys = new TransportKeys(keyring);
  }

  /** What came of asking for them. */
  sealed interface Found {
    /**
     * They are there; the receiver closes the key.
     *
     * @param laid their rows
     */
    record Ready(TransportKey key, Optional<PublicKey> signer, List<UUID> laid) implements Found {}

    /**
     * One of them is not for this clerk, or not for this delivery.
     *
     * @param about the parameter that names it
     */
    record Refused(ProblemCode code, String about) implements Found {
      Problem problem() {
        return Problem.of(code, about);
      }
    }
  }

  Found ask(Call call, ImportOrder order, Clerk clerk, Instant now) {
    var laid = new ArrayList<UUID>();
    var signer = Optional.<PublicKey>empty();
    var certificate = call.query().get(SIGNER);
    if (certificate != null)
      switch (asked(order, certificate, clerk, now)) {
        case Asked.Unknown() -> {
          return new Found.Refused(ProblemCode.NOT_FOUND, SIGNER);
        }
        case Asked.Own() -> {
          return new Found.Refused(ProblemCode.OWN_REQUEST, SIGNER);
        }
        case Asked.Given(LaidKey key, KeyValue value) -> {
          try (value) {
            if (key.kind() != KeyValue.Kind.CERTIFICATE)
              return new Found.Refused(ProblemCode.NOT_FOUND, SIGNER);
            signer = Optional.of(value.toSigner());
          }
          laid.add(key.key());
        }
      }
    var name = call.query().get(KEY);
    if (name == null) return new Found.Ready(TransportKey.none(), signer, laid);
    return switch (asked(order, name, clerk, now)) {
      case Asked.Unknown() -> new Found.Refused(ProblemCode.NOT_FOUND, KEY);
      case Asked.Own() -> new Found.Refused(ProblemCode.OWN_REQUEST, KEY);
      case Asked.Given(LaidKey key, KeyValue value) -> {
        try (value) {
          if (key.kind() == KeyValue.Kind.CERTIFICATE)
            yield new Found.Refused(ProblemCode.NOT_FOUND, KEY);
          laid.add(key.key());
          yield new Found.Ready(value.toTransportKey(), signer, laid);
        }
      }
    };
  }

  private Asked asked(ImportOrder order, String name, Clerk clerk, Instant now) {
    var institution = clerk.institution();
    var by = clerk.account();
    var purpose = order.delivery();
    return Tx.in(
        pool,
        db ->
            order.dryRun()
                ? keys.look(db, institution, name, by, purpose, now)
                : keys.bind(db, institution, name, by, purpose, now));
  }
}
