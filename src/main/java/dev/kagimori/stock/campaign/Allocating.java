package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.Chunks.Bite;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sets a fob aside for each member (割当): in the order of their serials, to members in theirs.
 *
 * <p>Fobs are reserved by count: a campaign begins only where there are enough for it and for all
 * others that have begun. One chunk is all or nothing; of a larger campaign, whose stock somebody
 * takes from meanwhile, the rest waits for more fobs, for {@code partial}, or is undone. Whose new
 * fob was withdrawn or came back gets another.
 */
public final class Allocating {
  /** Customers of a chunk wait for it with what changes their token. */
  static final int CHUNK = 5_000;

  private final Pool pool;
  private final TermsStore terms;
  private final int chunk;

  public Allocating(Pool pool, TermsStore terms) {
    this(pool, terms, CHUNK);
  }

  Allocating(Pool pool, TermsStore terms, int chunk) {
    this.pool = pool;
    this.terms = terms;
    this.chunk = chunk;
  }

  /**
   * Begins, or goes on.
   *
   * @param partial whether the first members get fobs where there are not enough for all
   * @param time after which no further chunk begins
   * @param progress is told the number of fobs so far
   */
  public Outcome run(Order order, boolean partial, Duration time, IntConsumer progress) {
    long end = System.nanoTime() + time.toNanos();
    var looked =
        Chunks.run(pool, order, time, _ -> {}, (db, held, after) -> look(db, order, held, after));
    if (!(looked instanceof Outcome.Done(_, boolean all)) || !all) return looked;
    var begun = Chunks.held(pool, order, it -> it, (db, held) -> begin(db, order, held, partial));
    if (!(begun instanceof Outcome.Done(_, boolean nobody)) || nobody) return begun;
    var left = Duration.ofNanos(end - System.nanoTime());
    return Chunks.run(pool, order, left, progress, new Run(order, partial));
  }

  private static Bite look(SqlConnection db, Order order, Campaign held, int after) {
    var refused = refused(held);
    return refused == null ? Losses.take(db, order, held, after) : Bite.instead(refused);
  }

  private static @Nullable Refused refused(Campaign held) {
    if (!held.is(State.DRAFT, State.ALLOCATING, State.ALLOCATED))
      return Refused.of(Reason.WRONG_STATE, held);
    return held.paused() ? Refused.of(Reason.PAUSED, held) : null;
  }

  /** Finished where there is nobody to set a fob aside for. */
  private Outcome begin(SqlConnection db, Order order, Campaign held, boolean partial) {
    var refused = refused(held);
    if (refused != null) return refused;
    int needed = Pairing.waiting(db, held);
    if (needed == 0) {
      if (!held.is(State.ALLOCATED)) CampaignStore.set(db, held, State.ALLOCATED);
      return new Outcome.Done(0, true);
    }
    var rules = terms.at(order.institution(), order.now());
    if (Stock.open(held, rules, order.now()).isEmpty()) return Refused.of(Reason.MAKE_CLOSED, held);
    if (!partial) {
      var others = Pairing.others(db, held);
      if (others.isEmpty()) return Refused.of(Reason.BUSY, held);
      int most = (int) Math.min(Integer.MAX_VALUE, needed + others.getAsLong());
      long there = Stock.count(db, held, rules, order.now(), most);
      long available = Math.max(0, there - others.getAsLong());
      if (available < needed) needed = Pairing.eligible(db, held); // which is slower to count
      if (available < needed) return new Refused(Reason.SHORT, held.state(), needed, available);
    }
    if (!held.is(State.ALLOCATING)) CampaignStore.set(db, held, State.ALLOCATING);
    return new Outcome.Done(0, false);
  }

  /** The chunks of one call. */
  private final class Run implements Chunks.Chunk {
    private final Order order;
    private final boolean partial;
    private String lastSerial = "";

    Run(Order order, boolean partial) {
      this.order = order;
      this.partial = partial;
    }

    @Override
    public Bite take(SqlConnection db, Campaign held, int after) {
      if (held.is(State.ALLOCATED)) return elsewhere(db, held, after);
      if (!held.is(State.ALLOCATING)) return Bite.instead(Refused.of(Reason.WRONG_STATE, held));
      if (held.paused()) return Bite.instead(Refused.of(Reason.PAUSED, held));
      var judged = Pairing.judge(db, held, after, chunk);
      var eligible = judged.stream().filter(member -> member.leftOut() == null).toList();
      var fobs = fobs(db, held, eligible.size());
      boolean isShort = fobs.size() < eligible.size();
      if (isShort && !partial) return Bite.instead(tooFew(db, held, fobs.size()));
      Pairing.leaveOut(db, held, judged);
      Pairing.pair(db, order, eligible.subList(0, fobs.size()), fobs);
      boolean over = isShort || judged.size() < chunk;
      if (over) CampaignStore.set(db, held, State.ALLOCATED);
      tell(db, judged, fobs.size(), judged.size() - eligible.size());
      return Bite.of(fobs.size(), judged.isEmpty() ? after : judged.getLast().member(), over);
    }

    /** Another instance has done it, or it was undone meanwhile. */
    private Bite elsewhere(SqlConnection db, Campaign held, int after) {
      return partial || Pairing.eligible(db, held) == 0
          ? Bite.of(0, after, true)
          : Bite.instead(Refused.of(Reason.BUSY, held));
    }

    /** From where the last chunk ended; from the first again where fobs came back since. */
    private List<String> fobs(SqlConnection db, Campaign held, int most) {
      if (most == 0) return List.of();
      var rules = terms.at(order.institution(), order.now());
      var fobs = Stock.take(db, held, rules, order.now(), lastSerial, most);
      if (fobs.size() < most && !lastSerial.isEmpty())
        fobs = Stock.take(db, held, rules, order.now(), "", most);
      if (!fobs.isEmpty()) lastSerial = fobs.getLast();
      return fobs;
    }

    /** Who has nothing yet is not left half begun. */
    private Refused tooFew(SqlConnection db, Campaign held, int available) {
      var state = Pairing.hasAny(db, held) ? State.ALLOCATING : State.DRAFT;
      CampaignStore.set(db, held, state);
      return new Refused(Reason.SHORT, state, Pairing.eligible(db, held), available);
    }

    private void tell(SqlConnection db, List<Pairing.Member> judged, int fobs, int leftOut) {
      if (judged.isEmpty()) return;
      var entry =
          order
              .entry("ALLOCATE")
              .with("fromMember", judged.getFirst().member())
              .with("toMember", judged.getLast().member())
              .with("fobs", fobs)
              .with("leftOut", leftOut);
      AuditLog.append(db, entry).await();
    }
  }
}
