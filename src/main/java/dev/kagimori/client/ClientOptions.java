package dev.kagimori.client;

import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the client waits, how much it does at a time, and what it asks for.
 *
 * @param connectTimeout for a connection, free or new; more than nothing, at most a minute
 * @param answerTimeout for one attempt; the service answers within 15 s
 * @param deadline for all attempts of a call together; at most 55 s, since the service knows a
 *     repeated verification for a minute
 * @param attempts of a call, 1 to 100
 * @param connections open at once, 1 to 10,000
 * @param waiting calls that wait for a connection, 0 to 100,000; beyond, they wait and try again
 * @param language of the texts for people
 * @param clearText whether the key may go over HTTP without TLS to other hosts than this one
 * @param trust whom to trust with TLS; null for what Java trusts
 */
public record ClientOptions(
    Duration connectTimeout,
    Duration answerTimeout,
    Duration deadline,
    int attempts,
    int connections,
    int waiting,
    Language language,
    boolean clearText,
    @Nullable TrustOptions trust) {
  private static final Duration DEADLINE_MAX = Duration.ofSeconds(55);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

  /** 5 s, 20 s, 45 s, 8 attempts, 32 connections, 256 waiting, Japanese, TLS. */
  public static final ClientOptions DEFAULT =
      new ClientOptions(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(45),
          8,
          32,
          256,
          Language.JA,
          false,
          null);

  public ClientOptions {
    require("connectTimeout", connectTimeout, TIMEOUT_MAX);
    require("answerTimeout", answerTimeout, TIMEOUT_MAX);
    require("deadline", deadline, DEADLINE_MAX);
    require("attempts", attempts, 1, 100);
    require("connections", connections, 1, 10_000);
    require("waiting", waiting, 0, 100_000);
  }

  private static void require(String name, Duration given, Duration max) {
    if (given.toMillis() < 1 || given.compareTo(max) > 0)
      throw new IllegalArgumentException(
          "%s は 1 ミリ秒以上 %s 秒以下にしてください / %s is to be 1 ms to %s s"
              .formatted(name, max.toSeconds(), name, max.toSeconds()));
  }

  private static void require(String name, int given, int min, int max) {
    if (given < min || given > max)
      throw new IllegalArgumentException(
          "%s は %d 以上 %d 以下にしてください / %s is to be %d to %d"
              .formatted(name, min, max, name, min, max));
  }

  /** The same with other times. */
  public ClientOptions withTimeouts(Duration connect, Duration answer, Duration total) {
    return new ClientOptions(
        connect, answer, total, attempts, connections, waiting, language, clearText, trust);
  }

  public ClientOptions withAttempts(int most) {
    return new ClientOptions(
        connectTimeout,
        answerTimeout,
        deadline,
        most,
        connections,
        waiting,
        language,
        clearText,
        trust);
  }

  /** The same with another bound of its pool, and of who waits for it. */
  public ClientOptions withPool(int open, int queue) {
    return new ClientOptions(
        connectTimeout, answerTimeout, deadline, attempts, open, queue, language, clearText, trust);
  }

  public ClientOptions withLanguage(Language wanted) {
    return new ClientOptions(
        connectTimeout,
        answerTimeout,
        deadline,
        attempts,
        connections,
        waiting,
        wanted,
        clearText,
        trust);
  }

  /** For a network in which others keep the line secret, such as a mesh's. */
  public ClientOptions withClearText() {
    return new ClientOptions(
        connectTimeout,
        answerTimeout,
        deadline,
        attempts,
        connections,
        waiting,
        language,
        true,
        trust);
  }

  /** For a service with a certificate of the operator's own authority. */
  public ClientOptions withTrust(TrustOptions authorities) {
    return new ClientOptions(
        connectTimeout,
        answerTimeout,
        deadline,
        attempts,
        connections,
        waiting,
        language,
        clearText,
        authorities);
  }
}
