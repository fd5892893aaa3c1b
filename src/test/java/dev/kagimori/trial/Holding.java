package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.TermsJson;
import dev.kagimori.phone.Device;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** All tokens that somebody could hold in their hand, with clocks that are right. */
final class Holding {
  private static final int STEPS_AROUND = 2;

  private final List<Held> tokens = new ArrayList<>();
  private final Map<String, Device> phones = new HashMap<>();
  private final Map<String, String> lastTyped = new HashMap<>();

  /** Fobs of each make that the institution takes, of those there are. */
  static Holding delivered(Institution institution, JsonObject terms, Random random) {
    var holding = new Holding();
    var makes = TermsJson.read(Institution.systemE().mergeIn(terms.copy(), true)).makes();
    var fobs = new ArrayList<Fob>();
    for (var make : makes)
      for (var sold : Make.ALL)
        if (make.kind() == Kind.HARDWARE && sold.serialShape().startsWith(make.prefix()))
          for (int n = 0; n < 2; n++) fobs.add(fob(sold, institution, random));
    if (!fobs.isEmpty()) institution.deliver(fobs);
    for (var fob : fobs) holding.tokens.add(Held.of(fob));
    return holding;
  }

  private static Fob fob(Make make, Institution institution, Random random) {
    return Fob.builder(make.serial(random))
        .make(make)
        .seed(Seed.random(random, make.rule().algorithm().seedBytes()))
        .made(institution.bank.time.instant().minus(Duration.ofDays(30)))
        .build();
  }

  void add(Held token, Device phone) {
    tokens.add(token);
    phones.put(token.serial(), phone);
  }

  List<Held> all() {
    return tokens;
  }

  @Nullable Device phone(String serial) {
    return phones.get(serial);
  }

  @Nullable Held of(@Nullable String serial) {
    for (var token : tokens) if (token.serial().equals(serial)) return token;
    return null;
  }

  /** What a token shows so many steps from now; remembered, to be typed again. */
  String shown(Held token, Instant now, int steps) {
    var code = token.code(now.plusSeconds((long) token.step() * steps));
    lastTyped.put(token.serial(), code);
    return code;
  }

  /** What was typed of it before. */
  String again(Held token, Instant now) {
    var last = lastTyped.get(token.serial());
    return last == null ? shown(token, now, 0) : last;
  }

  /** The step near now at which a token shows a code. */
  static OptionalLong step(Held token, String code, Instant now) {
    for (int n = -STEPS_AROUND; n <= STEPS_AROUND; n++) {
      var at = now.plusSeconds((long) token.step() * n);
      if (token.code(at).equals(code))
        return OptionalLong.of(Math.floorDiv(at.getEpochSecond(), token.step()));
    }
    return OptionalLong.empty();
  }
}
