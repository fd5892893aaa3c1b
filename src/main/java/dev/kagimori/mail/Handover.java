package dev.kagimori.mail;

import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A message that knows whether the client has begun to hand it over. The client asks for the text
 * only after connecting, encryption and login: what failed before was certainly not taken. Who
 * gives up before that point keeps it from ever being begun.
 */
final class Handover extends MailMessage {
  private enum Step {
    BEFORE,
    BEGUN,
    GIVEN_UP
  }

  private final AtomicReference<Step> step = new AtomicReference<>(Step.BEFORE);

  @Override
  public String getText() {
    if (!step.compareAndSet(Step.BEFORE, Step.BEGUN) && step.get() == Step.GIVEN_UP)
      throw new IllegalStateException("it was given up before it was begun");
    return super.getText();
  }

  /** Whether it was given up in time: from now on it can't be begun. */
  boolean giveUp() {
    return step.compareAndSet(Step.BEFORE, Step.GIVEN_UP) || step.get() == Step.GIVEN_UP;
  }
}
