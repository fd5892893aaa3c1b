package dev.kagimori.demo;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.OwnerOnly;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;

/** The keys of front ends and staff, which the database has the hashes of only. */
final class KeyBook {
  private static final String API_KEY = "apiKey";
  private static final int NAMES_MAX = 1_000;

  private final Home home;
  private final JsonObject keys;

  private KeyBook(Home home, JsonObject keys) {
    this.home = home;
    this.keys = keys;
  }

  /** What was kept; Minato's front end had a file of its own when it was alone. */
  static KeyBook open(Home home) throws IOException {
    OwnerOnly.check(home.keys());
    OwnerOnly.check(home.apiKey());
    var book = new KeyBook(home, Files.exists(home.keys()) ? read(home) : new JsonObject());
    if (Files.exists(home.apiKey()))
      book.of(Tenant.MINATO.id()).put(API_KEY, Files.readString(home.apiKey()).strip());
    return book;
  }

  private static JsonObject read(Home home) throws IOException {
    try {
      return new JsonObject(Files.readString(home.keys()));
    } catch (DecodeException e) { // not told on: it quotes keys
      throw new CannotStart(
          "鍵のファイル %s が壊れています。消して、もう一度実行してください。".formatted(home.keys()),
          "The file of keys %s is damaged. Remove it and start again.".formatted(home.keys()));
    }
  }

  private JsonObject of(String institution) {
    if (!keys.containsKey(institution)) keys.put(institution, new JsonObject());
    return keys.getJsonObject(institution);
  }

  String apiKey(String institution, Function<String, Optional<String>> make) {
    return key(institution, API_KEY, "demo", make);
  }

  /**
   * The key of an account that was kept, or a new one: under another name where a former one was
   * lost.
   *
   * @param make answers the key of a name; empty where the name was given before
   */
  String staffKey(String institution, String account, Function<String, Optional<String>> make) {
    return key(institution, account, account, make);
  }

  private String key(
      String institution, String slot, String name, Function<String, Optional<String>> make) {
    var kept = of(institution).getString(slot);
    if (kept != null) return kept;
    for (var number = 1; number <= NAMES_MAX; number++) {
      var key = make.apply(number == 1 ? name : name + "-" + number);
      if (key.isPresent()) {
        of(institution).put(slot, key.get());
        return key.get();
      }
    }
    throw new CannotStart(
        "鍵を失いすぎています。%s を消して、最初からやり直してください。".formatted(home.directory()),
        "Too many keys were lost. Remove %s and begin anew.".formatted(home.directory()));
  }

  void save() throws IOException {
    OwnerOnly.write(home.keys(), keys.encodePrettily() + "\n");
  }

  @Override
  public String toString() {
    return "KeyBook" + keys.fieldNames();
  }
}
