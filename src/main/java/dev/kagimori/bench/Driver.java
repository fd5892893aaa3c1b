package dev.kagimori.bench;

import java.io.IOException;
import java.time.Instant;

/** Makes {@link OneRowCommits}, in a process of its own. */
interface Driver {
  /**
   * What is done.
   *
   * @param connections so many, each with one statement at a time
   * @param tokens random ones of the first so many
   * @param seconds that are measured, after {@code warmUp}
   * @param rate offered a second; 0: as fast as can be
   * @param at the audit's time
   */
  record Job(int connections, int tokens, double warmUp, double seconds, double rate, Instant at) {}

  /**
   * What it came to; latencies are in milliseconds, from when a statement was due, and 0 where they
   * were not asked for.
   */
  record Commits(int connections, double rate, double p50, double p99, double p999) {}

  Commits run(Job job) throws IOException;

  /** As a report says it. */
  String name();
}
