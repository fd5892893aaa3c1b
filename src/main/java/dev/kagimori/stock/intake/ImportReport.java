package dev.kagimori.stock.intake;

import dev.kagimori.stock.seedfile.SeedProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an import did.
 *
 * @param delivery the delivery's number in the institution, from 1; 0 in a dry run
 * @param name the delivery's name
 * @param read records, good or not
 * @param accepted records that are in stock now, with what an earlier run of the same import
 *     brought; in a dry run, those that would do
 * @param good records that would do, whether they were kept or not
 * @param rejectedCount records that will not do
 * @param rejected the first {@link #REJECTED_MAX} of them
 * @param duplicates those among them whose serial number is in the file twice or in the books
 * @param byMake good records by the make's prefix
 * @param broken where the file is no further readable
 * @param seedsInClear whether the file had a seed in clear: it is to be destroyed
 * @param openEnd whether the file's last line has no line end
 */
public record ImportReport(
    End end,
    int delivery,
    String name,
    boolean dryRun,
    long read,
    long accepted,
    long good,
    long rejectedCount,
    List<Rejection> rejected,
    long duplicates,
    Map<String, Long> byMake,
    Optional<SeedProblem> broken,
    boolean seedsInClear,
    boolean openEnd) {
  /** So many rejections are told one by one. */
  public static final int REJECTED_MAX = 10_000;

  public ImportReport {
    rejected = List.copyOf(rejected);
    byMake = Map.copyOf(byMake);
  }

  /** What somebody should look at. */
  public List<ImportWarning> warnings() {
    return openEnd ? List.of(ImportWarning.NO_FINAL_LINE_END) : List.of();
  }

  /** How it ended. */
  public enum End {
    /** Every record was accepted. */
    COMPLETE,
    /** The good ones were, others not. */
    PARTLY,
    /** Nothing was, for the sake of records that will not do, or since there was none. */
    NOTHING,
    /** The file could not be read to its end; {@code accepted} were kept before (skip). */
    BROKEN
  }
}
