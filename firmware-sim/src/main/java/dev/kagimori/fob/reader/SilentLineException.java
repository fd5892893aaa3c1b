package dev.kagimori.fob.reader;

import java.io.IOException;

/** Nothing that is an answer came, however often it was asked. */
public final class SilentLineException extends IOException {
  private static final long serialVersionUID = 1;

  SilentLineException(String message) {
    super(message);
  }
}
