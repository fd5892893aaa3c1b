package dev.kagimori.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one client does in one round, from the seed alone: the same seed gives the same clients with
 * the same intentions, and the same faults. What comes of them depends on the machine's timing too.
 */
final class Plan {
  /** Several at the same moment, for what only a race shows. */
  enum Volley {
    ONE,
    EXCHANGE,
    SAME_CODE,
    GUESSES,
    CODE_AMONG_GUESSES,
    CODE_BESIDE_STOP,
    SUSPENSION_AMONG_CODES
  }

  /**
   * One intention.
   *
   * @param group which hot group; -1: one of the cold users
   * @param number of the user in the group, or of the cold user
   * @param fob which of the group's, where it is not the one that is believed to be registered
   * @param wrong a code that no token shows
   * @param believed the token that is believed to be registered is used
   * @param keyed with an idempotency key or reference
   * @param insists repeats until there is an answer
   * @param doubts repeats although there is an answer
   * @param patienceMillis how long it waits for an answer
   * @param salt for what else is drawn
   */
  record Intention(
      Kind kind,
      Volley volley,
      int group,
      int number,
      int fob,
      boolean wrong,
      boolean believed,
      int instance,
      boolean keyed,
      boolean insists,
      boolean doubts,
      int patienceMillis,
      int pauseMillis,
      int salt) {}

  static final int COLD = -1;
  private static final int PATIENCE_MILLIS = 8_000;

  private final SplittableRandom dice;
  private final int volleys;

  /**
   * One client's.
   *
   * @param volleys of 100 intentions about a hot group
   */
  Plan(long seed, int round, int who, int volleys) {
    this.volleys = volleys;
    dice = new SplittableRandom(seed * 1_000_003 + round * 1_009L + who);
  }

  SplittableRandom dice() {
    return dice;
  }

  Intention next() {
    boolean cold = chance(60);
    var kind = cold ? Kind.VERIFY : kind();
    boolean keyed = chance(50);
    return new Intention(
        kind,
        cold ? (chance(6) ? Volley.EXCHANGE : Volley.ONE) : volley(),
        cold ? COLD : dice.nextInt(Round.USUAL.groups()),
        cold ? dice.nextInt(Round.USUAL.cold()) : dice.nextInt(Round.USUAL.users()),
        dice.nextInt(Round.USUAL.fobs()),
        chance(kind.isOfNewcomer() ? 10 : cold ? 3 : 15),
        chance(90),
        dice.nextInt(1 << 16),
        keyed,
        keyed && chance(45),
        keyed && chance(10),
        chance(3) ? 1 + dice.nextInt(20) : PATIENCE_MILLIS,
        dice.nextInt(20),
        dice.nextInt());
  }

  private Kind kind() {
    int n = dice.nextInt(100);
    if (n < 39) return Kind.VERIFY;
    if (n < 51) return Kind.START;
    if (n < 59) return Kind.OPEN_EXCHANGE;
    if (n < 68) return Kind.COMPLETE_EXCHANGE;
    if (n < 69) return Kind.GIVE_UP_EXCHANGE;
    if (n < 81) return Kind.STOP;
    if (n < 86) return Kind.STATUS;
    if (n < 87) return Kind.SUSPEND;
    if (n < 97) return Kind.UNLOCK;
    if (n < 99) return Kind.LIFT_STARTS;
    return chance(25) ? Kind.REVOKE : Kind.STATUS;
  }

  private Volley volley() {
    if (!chance(volleys)) return Volley.ONE;
    return List.of(
            Volley.EXCHANGE,
            Volley.SAME_CODE,
            Volley.GUESSES,
            Volley.CODE_AMONG_GUESSES,
            Volley.CODE_BESIDE_STOP,
            Volley.SUSPENSION_AMONG_CODES)
        .get(dice.nextInt(6));
  }

  private boolean chance(int percent) {
    return dice.nextInt(100) < percent;
  }

  /** The faults of one round, in their order. */
  List<Nemesis.Act> acts(int count) {
    var acts = new ArrayList<Nemesis.Act>();
    for (int n = 0; n < count; n++)
      acts.add(
          new Nemesis.Act(
              Nemesis.Fault.of(dice.nextInt(100)),
              dice.nextInt(1 << 16),
              dice.nextInt(1 << 16),
              dice.nextInt(100)));
    return acts;
  }
}
