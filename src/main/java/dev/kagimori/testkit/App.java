package dev.kagimori.testkit;

import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Phone;
import java.time.Instant;

/**
 * A token in the app on a customer's phone, set up and not yet started.
 *
 * @param phone whose clock and version a test may change
 * @param token on it
 */
public record App(Phone phone, AppToken token) implements Token {
  @Override
  public String serial() {
    return token.serial();
  }

  @Override
  public String code() {
    return phone.code(token);
  }

  @Override
  public String nextCode() {
    return token.codeAt(phone.clock().plusSeconds(token.step()));
  }

  @Override
  public String wrongCode(int number) {
    return phone.wrongCode(token, number);
  }

  /** The customer renews it (有効期限更新). */
  public Instant renew() {
    return phone.renew(token);
  }

  @Override
  public String toString() {
    return "App(" + serial() + ")";
  }
}
