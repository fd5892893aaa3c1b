package dev.kagimori.verification;

import dev.kagimori.http.Call;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.token.TokenFields;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that the front end may have to ask for again, since the answer was lost: named by its
 * {@code reference}, bound to the client, and by a keyed hash to user, operation and codes.
 */
record Attempt(String institution, String client, UUID reference, Buffer fingerprint) {
  /** For so long a repeat gets the first answer. */
  static final Duration KEPT = Duration.ofMinutes(1);

  /** What an earlier attempt of the same reference was answered. */
  record First(boolean same, JsonObject answer) {}

  /** However the codes were typed, it is the same attempt. */
  static Optional<Attempt> of(Call call, Keyring keyring) {
    @Nullable String reference = call.body().getString("reference");
    if (reference == null) return Optional.empty();
    var caller = call.caller();
    var code = TokenFields.code(call);
    var next = TokenFields.nextCode(call);
    return Optional.of(
        new Attempt(
            caller.institution(),
            caller.client(),
            UUID.fromString(reference),
            Buffer.buffer(
                keyring.mac(
                    caller.institution(),
                    "reference",
                    bytes(call.path("contract")),
                    bytes(call.path("user")),
                    bytes(call.body().getString("operation")),
                    bytes(code.reveal()),
                    bytes(next == null ? "" : next.reveal())))));
  }

  /** What the row of this reference says of this attempt. */
  First first(Buffer keptFingerprint, JsonObject answer) {
    return new First(
        MessageDigest.isEqual(fingerprint.getBytes(), keptFingerprint.getBytes()), answer);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Attempt(" + reference + ")";
  }
}
