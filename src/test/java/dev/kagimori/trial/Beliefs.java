package dev.kagimori.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one may believe of users and their tokens who hears nothing but answers, and what of it does
 * not go together. Shares nothing with the service. It never knows more than it was told, so what
 * it holds against the service is wrong.
 */
final class Beliefs {
  private final Map<String, String> tokenOf = new HashMap<>();
  private final Set<String> suspended = new HashSet<>();
  private final Set<String> unfit = new HashSet<>();
  private final Map<String, Instant> validUntil = new HashMap<>();
  private final Map<String, Set<Long>> used = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  List<String> violations() {
    return violations;
  }

  /** The serial number of a user's registered token. */
  @Nullable String token(String user) {
    return tokenOf.get(user);
  }

  Set<String> registered() {
    return Set.copyOf(tokenOf.values());
  }

  @Nullable Instant validUntil(String serial) {
    return validUntil.get(serial);
  }

  /** A code of a user's registered token was accepted. */
  void accepted(String user, String serial, long step, Instant at) {
    if (!serial.equals(tokenOf.get(user)))
      violation(
          "accepted for %s, whose token is %s: %s".formatted(user, tokenOf.get(user), serial));
    takes(serial, step);
    usable(serial, at);
  }

  void started(String user, String serial, long step, Instant at) {
    takes(serial, step);
    usable(serial, at);
    if (tokenOf.containsKey(user)) violation("%s has a second token: %s".formatted(user, serial));
    registers(user, serial);
  }

  void exchanged(String user, String serial, long step, Instant at) {
    takes(serial, step);
    usable(serial, at);
    if (tokenOf.remove(user) == null) violation("%s exchanged what they had not".formatted(user));
    registers(user, serial);
  }

  /** An expired token is renewed, too. */
  void renewed(String serial, long step, Instant until) {
    takes(serial, step);
    if (suspended.contains(serial)) violation("%s was renewed while suspended".formatted(serial));
    if (!tokenOf.containsValue(serial))
      violation("%s was renewed, which is nobody's".formatted(serial));
    valid(serial, until);
  }

  /** A code opened nothing since it belongs to no token that could be meant. */
  void acceptedNothing(String user, String what) {
    violation("%s was accepted of %s, which their token does not show".formatted(what, user));
  }

  /** Stopped or revoked. */
  void ended(String user) {
    tokenOf.remove(user);
  }

  void suspended(String user) {
    var serial = tokenOf.get(user);
    if (serial != null) suspended.add(serial);
  }

  void unlocked(String user) {
    var serial = tokenOf.get(user);
    if (serial != null) suspended.remove(serial);
  }

  /** A fob is in stock again, as if it had never been suspended. */
  void putBack(String serial) {
    suspended.remove(serial);
    unfit(serial);
    if (tokenOf.containsValue(serial)) violation("%s was put back while in use".formatted(serial));
  }

  /** It does not go out before it is checked, or never. */
  void unfit(String serial) {
    unfit.add(serial);
  }

  /** It was checked. */
  void fit(String serial) {
    unfit.remove(serial);
  }

  void valid(String serial, Instant until) {
    validUntil.put(serial, until);
  }

  private void registers(String user, String serial) {
    if (unfit.contains(serial)) violation("%s went out unchecked".formatted(serial));
    if (tokenOf.containsValue(serial)) violation("%s has two users".formatted(serial));
    tokenOf.put(user, serial);
  }

  private void takes(String serial, long step) {
    if (!used.computeIfAbsent(serial, _ -> new HashSet<>()).add(step))
      violation("step %d of %s was accepted twice".formatted(step, serial));
  }

  private void usable(String serial, Instant at) {
    if (suspended.contains(serial)) violation("%s was accepted while suspended".formatted(serial));
    var until = validUntil.get(serial);
    if (until != null && !at.isBefore(until))
      violation("%s was accepted at %s, valid until %s".formatted(serial, at, until));
  }

  private void violation(String what) {
    violations.add(what);
  }
}
