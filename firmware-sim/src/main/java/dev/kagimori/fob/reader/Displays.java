package dev.kagimori.fob.reader;

import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.line.BodyReader;
import dev.kagimori.fob.line.BodyReader.MalformedException;
import java.time.Duration;

/** A display as it comes over the line. */
final class Displays {
  private Displays() {}

  static Display from(BodyReader in) throws MalformedException {
    var kind = Display.Kind.of(in.u8());
    if (kind == null) throw new MalformedException("kind of display");
    var change = Duration.ofMillis(in.u16());
    return new Display(kind, in.text(), change);
  }
}
