package dev.kagimori.stock.intake;

import dev.kagimori.stock.intake.ImportOutcome.Ended;
import dev.kagimori.stock.intake.ImportReport.End;
import dev.kagimori.stock.seedfile.SeedProblem;
import java.util.Optional;

/** What is told of imports that read their file. */
final class Reports {
  private Reports() {}

  static Ended ended(
      ImportOrder order, int delivery, Books books, FileFacts facts, Optional<SeedProblem> broken) {
    var tally = books.tally();
    boolean wouldBeUndone =
        order.dryRun()
            && order.onError() == ImportOrder.OnError.STOP
            && (broken.isPresent() || tally.rejected() > 0);
    long accepted = wouldBeUndone ? 0 : books.accepted();
    var end =
        broken.isPresent()
            ? End.BROKEN
            : tally.rejected() == 0 && tally.good() > 0
                ? End.COMPLETE
                : accepted > 0 ? End.PARTLY : End.NOTHING;
    return new Ended(
        new ImportReport(
            end,
            delivery,
            order.delivery(),
            order.dryRun(),
            tally.read(),
            accepted,
            tally.good(),
            tally.rejected(),
            tally.rejections(),
            tally.duplicates(),
            tally.makes(),
            broken,
            facts.seedsInClear(),
            facts.openEnd()));
  }
}
