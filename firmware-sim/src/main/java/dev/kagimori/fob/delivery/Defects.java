package dev.kagimori.fob.delivery;

import dev.kagimori.fob.device.Defect;
import dev.kagimori.fob.device.Fob;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils a share of the fobs in a box: which ones is drawn by lot, how is taken in turn. */
public final class Defects {
  private static final Defect[] KINDS = Defect.values();

  private final RandomGenerator random;
  private final List<Found> found = new ArrayList<>();
  private long left;
  private long toSpoil;

  /** A fob that is not as delivered. */
  public record Found(String serial, Defect defect) {}

  /**
   * The defects of one box.
   *
   * @param count how many fobs will be asked about
   * @param percent the share that will be spoilt, 0…100; rounded to whole fobs
   */
  public Defects(long count, double percent, RandomGenerator random) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be 0…100, not " + percent);
    }
    this.random = random;
    left = count;
    toSpoil = Math.round(count * percent / 100);
  }

  /** That fob, or one like it with a defect. */
  public Fob pass(Fob sound) {
    // each choice is equally likely: as many of those left as are still to be spoilt
    boolean spoil = random.nextDouble() * left < toSpoil;
    left--;
    if (!spoil) return sound;
    toSpoil--;
    var defect = KINDS[found.size() % KINDS.length];
    found.add(new Found(sound.serial(), defect));
    return defect.in(sound, random);
  }

  /** Those spoilt so far. */
  public List<Found> found() {
    return List.copyOf(found);
  }

  /** The list as a file: {@code serial,defect} under a header. */
  public String csv() {
    var text = new StringBuilder("serial,defect\n");
    for (var one : found) {
      text.append(one.serial).append(',').append(one.defect.text()).append('\n');
    }
    return text.toString();
  }
}
