package dev.kagimori.staff.stock;

import dev.kagimori.institution.Times;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.ImportWarning;
import dev.kagimori.stock.intake.Imported;
import dev.kagimori.stock.intake.Rejection;
import dev.kagimori.stock.seedfile.SeedProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Imports as staff read them. */
final class ImportSheet {
  /** The sheet of the import has the others, page by page. */
  private static final int REJECTED_MAX = 1_000;

  private ImportSheet() {}

  static JsonObject of(ImportReport report) {
    var makes = new JsonArray();
    report.byMake().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(make ->
            makes.add(new JsonObject().put("prefix", make.getKey()).put("good", make.getValue())));
    return new JsonObject()
        .put("delivery", report.name())
        .put("dryRun", report.dryRun())
        .put("end", report.end().name())
        .put("read", report.read())
        .put("accepted", report.accepted())
        .put("good", report.good())
        .put("rejectedCount", report.rejectedCount())
        .put("duplicates", report.duplicates())
        .put("makes", makes)
        .put("rejected", rejected(report.rejected()))
        .put("broken", report.broken().map(ImportSheet::of).orElse(null))
        .put("seedsInClear", report.seedsInClear())
        .put("warnings", warnings(report.warnings()));
  }

  static JsonObject of(Imported imported) {
    return new JsonObject()
        .put("number", imported.delivery())
        .put("delivery", imported.name())
        .put("file", imported.fileName())
        .put("branch", imported.branch())
        .put("onError", imported.onError().name())
        .put("state", imported.state().name())
        .put("read", imported.read())
        .put("accepted", imported.accepted())
        .put("rejectedCount", imported.rejected())
        .put("duplicates", imported.duplicates())
        .put("receivedAt", Times.text(imported.receivedAt()))
        .put("by", imported.by())
        .put("progressAt", Times.text(imported.progressAt()))
        .put("endedAt", imported.endedAt().map(Times::text).orElse(null))
        .put("warnings", warnings(imported.warnings()));
  }

  private static JsonArray warnings(List<ImportWarning> warnings) {
    var array = new JsonArray();
    for (var warning : warnings)
      array.add(
          new JsonObject()
              .put("reason", warning.name())
              .put("ja", warning.ja())
              .put("en", warning.en()));
    return array;
  }

  static JsonArray rejected(List<Rejection> rejections) {
    var array = new JsonArray();
    rejections.stream()
        .limit(REJECTED_MAX)
        .forEach(rejection ->
            array.add(
                new JsonObject()
                    .put("position", rejection.position())
                    .put("line", rejection.line())
                    .put("serial", rejection.serial())
                    .put("reason", rejection.reason())
                    .put("field", rejection.field())
                    .put("ja", rejection.ja())
                    .put("en", rejection.en())));
    return array;
  }

  private static JsonObject of(SeedProblem problem) {
    return new JsonObject()
        .put("position", problem.position())
        .put("line", problem.line())
        .put("serial", problem.serial())
        .put("reason", problem.reason().name())
        .put("field", problem.field())
        .put("ja", problem.ja())
        .put("en", problem.en());
  }
}
