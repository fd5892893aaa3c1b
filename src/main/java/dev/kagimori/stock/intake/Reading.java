package dev.kagimori.stock.intake;

import dev.kagimori.stock.seedfile.FileEnd;
import dev.kagimori.stock.seedfile.SeedProblem;
import dev.kagimori.stock.seedfile.SeedResult;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads, judges and seals on a thread of its own, while the chunk before is being written; that is
 * the one thread that sees seeds. It is a thread of the system's, since it computes and would keep
 * a virtual thread's carrier from others.
 */
final class Reading implements AutoCloseable {
  private static final Duration OFFER = Duration.ofMillis(200);

  /** Longer than a line over HTTP may stand still. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  /** How the reading ended. */
  sealed interface End {
    /** All of it was read. */
    record Whole(FileFacts facts) implements End {}

    /** Nothing more can be read. */
    record Broken(SeedProblem problem) implements End {}

    /** The records that were read before are not those of this file. */
    record OtherFile() implements End {}

    /** The stream, or the reader, failed. */
    record Failed(Throwable failure) implements End {}
  }

  /** Ends the reading from within. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super(null, null, false, false);
    }
  }

  private final OpenedFile file;
  private final Judge judge;
  private final Fingerprint fingerprint;
  private final Pace pace;
  private final long already;
  private final byte[] alreadyMac;
  private final boolean keeps;
  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(1);
  private final Thread thread;

  private final Map<String, Candidate> candidates = new TreeMap<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private long count;
  private volatile long counted;
  private int inChunk;
  private int chunkSize;
  private @Nullable SeedProblem broken;
  private volatile boolean inClear;
  private volatile boolean stopped;
  private volatile @Nullable End end;

  /**
   * @param already so many records were read by an earlier run, and are passed over
   * @param alreadyMac the fingerprint of these
   * @param keeps whether chunks are kept at once: the last before a break is not given out then
   */
  Reading(
      OpenedFile file,
      Judge judge,
      Fingerprint fingerprint,
      Pace pace,
      long already,
      byte[] alreadyMac,
      boolean keeps) {
    this.file = file;
    this.judge = judge;
    this.fingerprint = fingerprint;
    this.pace = pace;
    this.already = already;
    this.alreadyMac = alreadyMac.clone();
    this.keeps = keeps;
    chunkSize = pace.chunk();
    thread = Thread.ofPlatform().daemon().name("kagimori-import").unstarted(this::read);
  }

  void start() {
    thread.start();
  }

  /** The next chunk; empty where none came in time, or none will come: see {@link #end}. */
  Optional<Chunk> next(Duration wait) throws InterruptedException {
    var chunk = chunks.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    return Optional.ofNullable(chunk).filter(it -> !it.isNone());
  }

  Pace pace() {
    return pace;
  }

  /** How many records were read, those that an earlier run had read too. */
  long count() {
    return counted;
  }

  /** Whether a seed was in clear. */
  boolean inClear() {
    return inClear;
  }

  /** How it ended, when no chunk is left; empty while it goes on. */
  Optional<End> end() {
    var ended = end; // before the queue: the last chunk goes there first
    return chunks.isEmpty() ? Optional.ofNullable(ended) : Optional.empty();
  }

  /** Stops the thread; returns when it no longer uses the file or the key. */
  @Override
  public void close() {
    close(GRACE);
  }

  /**
   * The same, but for one that is caught in a stream that nothing wakes, such as a standard input
   * that stands still: it ends with that, or with the process.
   */
  void close(Duration grace) {
    stopped = true;
    thread.interrupt();
    boolean interrupted = false;
    long end = System.nanoTime() + grace.toNanos();
    long left = grace.toNanos();
    while (thread.isAlive() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = end - System.nanoTime();
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void read() {
    end = ending();
    try {
      offer(Chunk.none()); // wakes who waits
    } catch (Stopped e) {
      // nobody waits any more
    }
  }

  private End ending() {
    try {
      var fileEnd = file.read(this::take);
      if (broken == null && count < already) return new End.OtherFile();
      if (broken == null) {
        handOver();
        return new End.Whole(new FileFacts(file.file().digest(), inClear, fileEnd == FileEnd.OPEN));
      }
      if (!keeps) handOver(); // for what is to be told of them
      return new End.Broken(broken);
    } catch (OtherFile e) {
      return new End.OtherFile();
    } catch (IOException | RuntimeException | Error e) {
      return new End.Failed(e);
    }
  }

  /** As {@link Stopped}. */
  private static final class OtherFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherFile() {
      super(null, null, false, false);
    }
  }

  private void take(SeedResult result) {
    switch (result) {
      case SeedResult.Usable(var record) -> {
        try (var _ = record.seed()) {
          if (!record.encrypted()) inClear = true;
          fingerprint.add(record);
          if (isNew()) take(judge.judge(record));
        }
      }
      case SeedResult.Unusable(var problem) -> {
        fingerprint.add(problem);
        if (isNew()) rejections.add(Rejection.of(problem));
      }
      case SeedResult.Broken(var problem) -> {
        broken = problem;
        return;
      }
    }
    if (count == already && !MessageDigest.isEqual(fingerprint.mac(), alreadyMac))
      throw new OtherFile();
    if (inChunk >= chunkSize) handOver();
  }

  /** Whether it is not one of those that were read before. */
  private boolean isNew() {
    counted = ++count;
    if (count <= already) return false;
    inChunk++;
    return true;
  }

  private void take(Verdict verdict) {
    switch (verdict) {
      case Verdict.Fit(var candidate) -> {
        var before = candidates.putIfAbsent(candidate.serial(), candidate);
        if (before != null) rejections.add(Judge.rejection(candidate, Unfit.DUPLICATE_IN_FILE));
      }
      case Verdict.Rejected(var rejection) -> rejections.add(rejection);
    }
  }

  private void handOver() {
    var chunk =
        new Chunk(
            inChunk, List.copyOf(candidates.values()), List.copyOf(rejections), fingerprint.mac());
    candidates.clear();
    rejections.clear();
    inChunk = 0;
    offer(chunk);
    chunkSize = pace.chunk();
  }

  private void offer(Chunk chunk) {
    try {
      while (!chunks.offer(chunk, OFFER.toMillis(), TimeUnit.MILLISECONDS))
        if (stopped) throw new Stopped();
    } catch (InterruptedException e) {
      throw new Stopped();
    }
  }
}
