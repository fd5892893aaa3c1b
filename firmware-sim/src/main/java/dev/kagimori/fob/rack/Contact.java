package dev.kagimori.fob.rack;

import dev.kagimori.fob.device.Fob;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/** A fob's place in the rack: what the fob needs to tell a repeated request from a new one. */
final class Contact {
  private static final int PRESSES_REMEMBERED = 8;
  private static final int ADJUSTMENTS_REMEMBERED = 8;

  final Fob fob;
  private final ArrayDeque<Long> presses = new ArrayDeque<>();
  private final ArrayDeque<Long> adjustments = new ArrayDeque<>();
  OptionalLong setUpBy = OptionalLong.empty();
  OptionalLong sealedBy = OptionalLong.empty();

  Contact(Fob fob) {
    this.fob = fob;
  }

  boolean pressedBy(long id) {
    return presses.contains(id);
  }

  void rememberPress(long id) {
    if (presses.size() == PRESSES_REMEMBERED) presses.removeFirst();
    presses.addLast(id);
  }

  boolean adjustedBy(long id) {
    return adjustments.contains(id);
  }

  void rememberAdjustment(long id) {
    if (adjustments.size() == ADJUSTMENTS_REMEMBERED) adjustments.removeFirst();
    adjustments.addLast(id);
  }
}
