package dev.kagimori.stock.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The counts of an import, and the rejections that are told one by one. Of good records, whether
 * they are kept or not.
 */
record Tally(
    long read,
    long good,
    long rejected,
    long duplicates,
    Map<String, Long> makes,
    List<Rejection> rejections) {
  private static final Set<String> DUPLICATES =
      Set.of(Unfit.DUPLICATE_IN_FILE.name(), Unfit.EXISTS.name());

  static final Tally NONE = new Tally(0, 0, 0, 0, Map.of(), List.of());

  /**
   * With one chunk more.
   *
   * @param taken why candidates will not do after all, by serial number
   * @param told the rejections of this chunk that there is still room for are added here
   */
  Tally plus(Chunk chunk, Map<String, Unfit> taken, List<Rejection> told) {
    var all = new ArrayList<>(chunk.rejections());
    var sums = new HashMap<>(makes);
    long fit = 0;
    for (var candidate : chunk.candidates()) {
      var why = taken.get(candidate.serial());
      if (why != null) {
        all.add(Judge.rejection(candidate, why));
        continue;
      }
      fit++;
      sums.merge(candidate.make(), 1L, Long::sum);
    }
    all.sort(Comparator.comparingLong(Rejection::position));
    long twice = all.stream().filter(it -> DUPLICATES.contains(it.reason())).count();
    all.stream().limit(ImportReport.REJECTED_MAX - rejections.size()).forEach(told::add);
    return new Tally(
        read + chunk.read(),
        good + fit,
        rejected + all.size(),
        duplicates + twice,
        Map.copyOf(sums),
        joined(told));
  }

  private List<Rejection> joined(List<Rejection> told) {
    if (told.isEmpty()) return rejections;
    var joined = new ArrayList<>(rejections);
    joined.addAll(told);
    return joined;
  }
}
