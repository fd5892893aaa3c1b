package dev.kagimori.fob.reader;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Somebody else reads the line. */
public final class LineInUseException extends IOException {
  private static final long serialVersionUID = 1;

  LineInUseException(String line, @Nullable Throwable cause) {
    super(
        "%s: 他のプログラムが使用中です。終わるのを待って、もう一度実行してください / another program is using the line; try again when it has ended"
            .formatted(line),
        cause);
  }
}
