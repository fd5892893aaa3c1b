package dev.kagimori.cli;

import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.Rejection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/** What the operator is told of an import, and the exit status. */
final class ImportTold {
  static final int COMPLETE = 0;
  static final int REFUSED = 1;
  static final int PARTLY = 3;
  static final int NOTHING = 4;
  static final int BROKEN = 5;

  /** So many rejections are shown to a person; JSON has all that are known. */
  private static final int SHOWN = 100;

  private final CommandSpec spec;
  private final ImportOrder order;

  ImportTold(CommandSpec spec, ImportOrder order) {
    this.spec = spec;
    this.order = order;
  }

  int tell(ImportOutcome outcome, boolean json) {
    switch (outcome) {
      case ImportOutcome.Ended(var report) -> {
        if (json) out(json(report).encode());
        else text(report);
        for (var warning : report.warnings()) err(warning.ja() + "\n" + warning.en());
        if (report.seedsInClear())
          err("ファイルにはシードが平文で入っています。今すぐ破棄してください。\nThe file holds seeds in clear: destroy it now.");
        return status(report.end());
      }
      case ImportOutcome.Refused(var reason, var ja, var en) -> {
        if (json) out(json(reason, ja, en).encode());
        else err(ja + "\n" + en);
        return REFUSED;
      }
    }
  }

  private static int status(ImportReport.End end) {
    return switch (end) {
      case COMPLETE -> COMPLETE;
      case PARTLY -> PARTLY;
      case NOTHING -> NOTHING;
      case BROKEN -> BROKEN;
    };
  }

  private JsonObject json(ImportOutcome.Reason reason, String ja, String en) {
    return new JsonObject()
        .put("read", 0)
        .put("accepted", 0)
        .put("rejected", new JsonArray())
        .put("delivery", order.delivery())
        .put("dryRun", order.dryRun())
        .put("refused", new JsonObject().put("reason", reason.name()).put("ja", ja).put("en", en));
  }

  private static JsonObject json(ImportReport report) {
    var rejected = new JsonArray();
    report.rejected().forEach(it -> rejected.add(json(it)));
    var makes = new JsonObject();
    new TreeMap<>(report.byMake()).forEach(makes::put);
    var json =
        new JsonObject()
            .put("read", report.read())
            .put("accepted", report.accepted())
            .put("rejected", rejected)
            .put("rejectedCount", report.rejectedCount())
            .put("duplicates", report.duplicates())
            .put("good", report.good())
            .put("byMake", makes)
            .put("delivery", report.name())
            .put("dryRun", report.dryRun())
            .put("result", report.end().name())
            .put("seedsInClear", report.seedsInClear())
            .put("warnings", warnings(report));
    if (report.delivery() > 0) json.put("number", report.delivery());
    report.broken().map(Rejection::of).ifPresent(it -> json.put("broken", json(it)));
    return json;
  }

  private static JsonArray warnings(ImportReport report) {
    var warnings = new JsonArray();
    for (var it : report.warnings())
      warnings.add(new JsonObject().put("reason", it.name()).put("ja", it.ja()).put("en", it.en()));
    return warnings;
  }

  private static JsonObject json(Rejection it) {
    return new JsonObject()
        .put("position", it.position())
        .put("line", it.line())
        .put("serial", it.serial())
        .put("reason", it.reason())
        .put("field", it.field())
        .put("ja", it.ja())
        .put("en", it.en());
  }

  private void text(ImportReport report) {
    for (var it : report.rejected().subList(0, Math.min(SHOWN, report.rejected().size())))
      err(
          "%d件目 %d行目 %s %s: %s%n  record %d, line %d, %s: %s"
              .formatted(
                  it.position(),
                  it.line(),
                  it.serial(),
                  it.reason(),
                  it.ja(),
                  it.position(),
                  it.line(),
                  it.field(),
                  it.en()));
    if (report.rejectedCount() > SHOWN)
      err("ほか %,d 件 / and %,d more (--json)".formatted(more(report), more(report)));
    report
        .broken()
        .ifPresent(it ->
            err(
                "ファイルを最後まで読めません。%d行目 %s: %s%nThe file cannot be read to its end. Line %d, %s: %s"
                    .formatted(it.line(), it.field(), it.ja(), it.line(), it.field(), it.en())));
    out(
        "読み込み %,d、登録%s %,d、却下 %,d(うち重複 %,d)"
            .formatted(
                report.read(),
                report.dryRun() ? "可能" : "",
                report.accepted(),
                report.rejectedCount(),
                report.duplicates()));
    out(
        "read %,d, %s %,d, rejected %,d (duplicates: %,d)"
            .formatted(
                report.read(),
                report.dryRun() ? "would do" : "in stock",
                report.accepted(),
                report.rejectedCount(),
                report.duplicates()));
    new TreeMap<>(report.byMake()).forEach((make, count) -> out("  %s %,d".formatted(make, count)));
    if (report.dryRun()) out("試行です。何も登録していません。 / A dry run: nothing was changed.");
    else if (report.accepted() == 0)
      out("何も登録していません。 / Nothing is in stock of delivery " + report.name() + ".");
    else
      out(
          "納品 %s (番号 %d) / delivery %s, number %d"
              .formatted(report.name(), report.delivery(), report.name(), report.delivery()));
  }

  private static long more(ImportReport report) {
    return report.rejectedCount() - SHOWN;
  }

  private void out(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }

  private void err(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
