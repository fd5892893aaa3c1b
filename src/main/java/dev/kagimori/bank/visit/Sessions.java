package dev.kagimori.bank.visit;

import dev.kagimori.bank.ledger.Customer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The sessions by the value of their cookie, which is new at each login. A form's token is an HMAC
 * of that value, so that it needs no store before somebody logs in.
 */
final class Sessions {
  /** Without a request (ASVS 7.3.1). */
  static final Duration IDLE = Duration.ofMinutes(10);

  /** In all. */
  static final Duration TOTAL = Duration.ofHours(1);

  /** Beyond, the oldest ends. */
  private static final int MAX = 10_000;

  /** So long the name before still leads to a session: of a login that was sent twice. */
  private static final Duration FORMER_NAME = Duration.ofSeconds(10);

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Session> all = new LinkedHashMap<>();
  private final Map<String, Former> formerNames = new LinkedHashMap<>();
  private final Map<String, Untold> untold = new LinkedHashMap<>();
  private final SecretKeySpec key = new SecretKeySpec(random(), "HmacSHA256");
  private final InstantSource clock;

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  private record Former(String now, Instant until) {}

  /** A cookie's value that nobody has. */
  static String newCookie() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
  }

  void put(String cookie, Session session) {
    sweep();
    if (all.size() >= MAX) all.remove(all.keySet().iterator().next());
    all.put(cookie, session);
  }

  Session open(String cookie, Customer customer, Optional<Certificate> certificate) {
    var session = new Session(customer, certificate, clock.instant());
    put(cookie, session);
    return session;
  }

  /** The living session of a cookie, which lives on by being asked for. */
  Optional<Session> of(String cookie, String institution, Optional<Certificate> certificate) {
    var session = all.get(cookie);
    if (session == null || !session.customer().institution().equals(institution))
      return Optional.empty();
    if (!session.isOf(certificate)) return Optional.empty();
    if (isOver(session)) {
      all.remove(cookie);
      return Optional.empty();
    }
    session.seen = clock.instant();
    return Optional.of(session);
  }

  /** Keeps it for the next page of whoever has the cookie. */
  void tell(String cookie, Untold what) {
    if (untold.size() >= MAX) untold.remove(untold.keySet().iterator().next());
    untold.put(cookie, what);
  }

  /** What was kept, once. */
  Untold told(String cookie) {
    var kept = untold.remove(cookie);
    return kept == null ? Untold.NOTHING : kept;
  }

  /** The session goes by another name from now on. */
  void rename(String cookie, String to, Session session) {
    all.remove(cookie);
    put(to, session);
    formerNames.put(cookie, new Former(to, clock.instant().plus(FORMER_NAME)));
  }

  /** The cookie itself, or what it was changed into a moment ago. */
  String present(String cookie) {
    var former = formerNames.get(cookie);
    return former == null || clock.instant().isAfter(former.until) ? cookie : former.now;
  }

  void end(String cookie) {
    all.remove(cookie);
  }

  /** Ends those of some users of a contract. */
  void end(String institution, String contract, Collection<String> users) {
    all.values()
        .removeIf(session -> {
          var who = session.customer();
          return who.institution().equals(institution)
              && who.contract().equals(contract)
              && users.contains(who.user());
        });
  }

  private void sweep() {
    all.values().removeIf(this::isOver);
    formerNames.values().removeIf(former -> clock.instant().isAfter(former.until));
  }

  private boolean isOver(Session session) {
    var now = clock.instant();
    return now.isAfter(session.seen.plus(IDLE)) || now.isAfter(session.began.plus(TOTAL));
  }

  /** What a form of this visitor carries. */
  String formToken(String cookie) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      var sum = mac.doFinal(cookie.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of the JDK", e);
    }
  }

  boolean isFormToken(String token, String cookie) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), formToken(cookie).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] random() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
