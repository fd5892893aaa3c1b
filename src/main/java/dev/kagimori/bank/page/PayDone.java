package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Paid;
import dev.kagimori.bank.page.ReceiptPage.Line;
import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Operation;
import java.util.ArrayList;
import java.util.List;

/** It is paid. */
public record PayDone(Shell shell, Trail trail, String title, List<Line> lines) implements View {
  static PayDone of(Visit visit, Flow flow, Operation operation, PayOrder order, Paid.Done paid) {
    var lang = visit.lang();
    var lines = new ArrayList<Line>();
    lines.add(new Line(lang.t("受付番号", "Receipt number"), paid.receipt()));
    lines.add(new Line(lang.t("受付時刻", "Time of receipt"), Dates.second(lang, paid.at())));
    lines.addAll(order.lines(lang));
    return new PayDone(
        visit.shell(flow),
        Trails.three(visit, 2),
        PayFlow.title(lang, operation) + lang.t("を受け付けました", ": done"),
        List.copyOf(lines));
  }
}
