package dev.kagimori.staff;

import dev.kagimori.stock.Destination;
import dev.kagimori.stock.export.SeedFilter;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that staff do, complete in itself: what is approved is exactly what was asked. A new
 * kind is a record here, a line in {@link #read}, one in {@link Acting} and one in {@link
 * TwoPersons}, all of which the compiler asks for but the first.
 */
sealed interface Act {
  /** Stops a token's codes for now; never waits for anybody (E11). */
  record Suspend(Owner whose, String why) implements Act {}

  /** Lets a token's codes be judged again. */
  record Unlock(Owner whose, String identityCheckedBy, String why) implements Act {}

  /** Lets a user start a token again who failed too often. */
  record LiftStarts(Owner whose, String why) implements Act {}

  /** Ends a registration without a code. */
  record Revoke(Owner whose, Reason reason, String why) implements Act {}

  /** Gives who has not the old token any more another fob in its place (E11). */
  record Reissue(Owner whose, SerialNumber serial, Reason reason, String why) implements Act {}

  /** Sets a fob aside for a user. */
  record Allocate(SerialNumber serial, Owner whose) implements Act {}

  /**
   * Takes a revoked fob that was found into stock again.
   *
   * @param to where it is laid; null: where the books have it
   */
  record PutBack(SerialNumber serial, @Nullable Destination to, String why) implements Act {}

  /**
   * Lets seeds be fetched for another system.
   *
   * @param transportKey its name
   * @param key the very key that has that name now
   */
  record ExportSeeds(SeedFilter wanted, String transportKey, UUID key, String why) implements Act {}

  /** Why a token is revoked (E11, D7). */
  enum Reason {
    LOST,
    STOLEN,
    FAULTY,
    PHONE_GONE,
    OTHER
  }

  /** Whom it is about; empty: no user. */
  default Optional<Owner> owner() {
    return switch (this) {
      case Suspend(Owner whose, _) -> Optional.of(whose);
      case Unlock(Owner whose, _, _) -> Optional.of(whose);
      case LiftStarts(Owner whose, _) -> Optional.of(whose);
      case Revoke(Owner whose, _, _) -> Optional.of(whose);
      case Reissue(Owner whose, _, _, _) -> Optional.of(whose);
      case Allocate(_, Owner whose) -> Optional.of(whose);
      case PutBack _, ExportSeeds _ -> Optional.empty();
    };
  }

  /** What the audit keeps beside user and serial number. */
  default JsonObject details() {
    return switch (this) {
      case Suspend(_, String why) -> why(why);
      case Unlock(_, String identityCheckedBy, String why) ->
          why(why).put("identityCheckedBy", identityCheckedBy);
      case LiftStarts(_, String why) -> why(why);
      case Revoke(_, Reason reason, String why) -> why(why).put("reason", reason.name());
      case Reissue(_, _, Reason reason, String why) -> why(why).put("reason", reason.name());
      case Allocate _ -> new JsonObject();
      case PutBack(_, Destination to, String why) ->
          to == null ? why(why) : why(why).mergeIn(to.toJson());
      case ExportSeeds(SeedFilter wanted, String transportKey, UUID key, String why) ->
          wanted
              .toJson()
              .put("transportKey", transportKey)
              .put("key", key.toString())
              .mergeIn(why(why));
    };
  }

  /** All of it; {@link #read} is the way back. */
  default JsonObject toJson() {
    var json = new JsonObject().put("kind", kind());
    owner().ifPresent(owner -> json.put("contract", owner.contract()).put("user", owner.user()));
    if (this instanceof Allocate(SerialNumber serial, _)) json.put("serial", serial.value());
    if (this instanceof Reissue(_, SerialNumber serial, _, _)) json.put("serial", serial.value());
    if (this instanceof PutBack(SerialNumber serial, _, _)) json.put("serial", serial.value());
    return json.mergeIn(details());
  }

  private String kind() {
    return switch (this) {
      case Suspend _ -> "SUSPEND";
      case Unlock _ -> "UNLOCK";
      case LiftStarts _ -> "LIFT_STARTS";
      case Revoke _ -> "REVOKE";
      case Reissue _ -> "REISSUE";
      case Allocate _ -> "ALLOCATE";
      case PutBack _ -> "PUT_BACK";
      case ExportSeeds _ -> "EXPORT_SEEDS";
    };
  }

  /** What {@link #toJson} wrote. */
  static Act read(JsonObject json) {
    var why = json.getString("why", "");
    return switch (json.getString("kind")) {
      case "SUSPEND" -> new Suspend(owner(json), why);
      case "UNLOCK" -> new Unlock(owner(json), json.getString("identityCheckedBy"), why);
      case "LIFT_STARTS" -> new LiftStarts(owner(json), why);
      case "REVOKE" -> new Revoke(owner(json), Reason.valueOf(json.getString("reason")), why);
      case "REISSUE" ->
          new Reissue(owner(json), serial(json), Reason.valueOf(json.getString("reason")), why);
      case "ALLOCATE" -> new Allocate(serial(json), owner(json));
      case "PUT_BACK" -> new PutBack(serial(json), Destination.read(json).orElse(null), why);
      case "EXPORT_SEEDS" ->
          new ExportSeeds(
              SeedFilter.read(json),
              json.getString("transportKey"),
              UUID.fromString(json.getString("key")),
              why);
      case String other -> throw new IllegalStateException("no act is a " + other);
    };
  }

  private static JsonObject why(String why) {
    return new JsonObject().put("why", why);
  }

  private static Owner owner(JsonObject json) {
    return new Owner(json.getString("contract"), json.getString("user"));
  }

  private static SerialNumber serial(JsonObject json) {
    return new SerialNumber(json.getString("serial"));
  }
}
