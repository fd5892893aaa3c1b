package dev.kagimori.fob.device;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the LCD shows at one instant.
 *
 * @param text the characters: none, the digits of a code, or {@code bAtt 0x}
 * @param change how long until it changes by itself; zero when dark
 */
public record Display(Kind kind, String text, Duration change) {
  /** What kind of thing is lit. */
  public enum Kind {
    DARK(0),
    CODE(1),
    WARNING(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /** What stands for it in protocols. */
    public int number() {
      return number;
    }

    /** The kind of that number; null if there is none. */
    public static @Nullable Kind of(int number) {
      for (var kind : values()) {
        if (kind.number == number) return kind;
      }
      return null;
    }
  }

  public static final Display DARK = new Display(Kind.DARK, "", Duration.ZERO);

  /** The code, if one is lit: empty when dark and while the battery warning stands before it. */
  public Optional<String> code() {
    return kind == Kind.CODE ? Optional.of(text) : Optional.empty();
  }

  @Override
  public String toString() {
    return "Display(" + (kind == Kind.WARNING ? text : kind) + ", " + change + ")";
  }
}
