package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Notice;
import java.time.Instant;

/**
 * The address was changed.
 *
 * @param told whether the address before hears of it, too
 */
public record DetailsDone(
    Shell shell, Trail trail, String accepted, String before, String after, boolean told)
    implements View {
  static DetailsDone of(Visit visit, Flow flow, Instant done, String before, String after) {
    var mail = visit.institution().mail();
    return new DetailsDone(
        visit.shell(flow),
        Trails.three(visit, 2),
        Dates.second(visit.lang(), done),
        before,
        after,
        mail != null && mail.notices().contains(Notice.ADDRESS));
  }
}
