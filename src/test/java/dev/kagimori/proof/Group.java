package dev.kagimori.proof;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Totp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A few users and the fobs between them: what one of them does can matter to the others alone. */
final class Group {
  /** A code is never sent that another step or fob within so many steps shows, too. */
  private static final int AMBIGUOUS_STEPS = 45;

  private static final int STEP_SECONDS = 30;

  /** An exchange that a client has opened. */
  record Open(int op, String exchange) {}

  final List<String> users;
  final List<Fob> fobs;
  private final Map<String, String> believed = new ConcurrentHashMap<>();
  private final Map<String, Open> opened = new ConcurrentHashMap<>();

  Group(List<String> users, List<Fob> fobs) {
    this.users = users;
    this.fobs = fobs;
  }

  Fob fob(String serial) {
    return fobs.stream().filter(fob -> fob.serial().equals(serial)).findFirst().orElseThrow();
  }

  List<String> serials() {
    return fobs.stream().map(Fob::serial).toList();
  }

  Optional<String> believed(String user) {
    return Optional.ofNullable(believed.get(user));
  }

  Optional<Open> opened(String user) {
    return Optional.ofNullable(opened.get(user));
  }

  void opened(String user, Open open) {
    opened.put(user, open);
  }

  /** For who gives it up; nobody else will. */
  Optional<Open> take(String user) {
    return Optional.ofNullable(opened.remove(user));
  }

  void closed(String user) {
    opened.remove(user);
  }

  /**
   * What a user is believed to have registered.
   *
   * @param serial null: nothing
   */
  void believe(String user, @Nullable String serial) {
    if (serial == null) believed.remove(user);
    else believed.put(user, serial);
  }

  /** The code of a step; empty where it could be taken for another's. */
  Optional<String> code(Fob fob, long step) {
    var code = codeAt(fob, step);
    return around(step).filter(code::equals).count() == 1 ? Optional.of(code) : Optional.empty();
  }

  /** A code that none of the fobs shows for a long while. */
  String wrongCode(long step, RandomGenerator random) {
    while (true) {
      var code = "%06d".formatted(random.nextInt(1_000_000));
      if (around(step).noneMatch(code::equals)) return code;
    }
  }

  private Stream<String> around(long step) {
    return fobs.stream()
        .flatMap(fob ->
            Stream.iterate(step - AMBIGUOUS_STEPS, s -> s + 1)
                .limit(2 * AMBIGUOUS_STEPS + 1L)
                .map(s -> codeAt(fob, s)));
  }

  private static String codeAt(Fob fob, long step) {
    return Totp.code(
        Objects.requireNonNull(fob.seed()),
        Objects.requireNonNull(fob.rule()),
        Instant.ofEpochSecond(step * STEP_SECONDS));
  }
}
