package dev.kagimori.cli;

import dev.kagimori.audit.Archive;
import dev.kagimori.audit.Archive.Outcome;
import dev.kagimori.audit.MonthTable;
import dev.kagimori.audit.Strays;
import dev.kagimori.database.Jdbc;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kagimori audit}. */
@Command(
    name = "audit",
    description = {
      "The audit's months (of Asia/Tokyo).",
      "--database is a URI of the role that owns the schema, or the embedded one."
    },
    mixinStandardHelpOptions = true)
public final class AuditCommand {
  private static final String NAME = "kagimori audit";

  /** A month of a big bank is counted and written in minutes. */
  private static final Duration ANSWER = Duration.ofMinutes(30);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "months",
      description = "Lists the months in the database, with rows (estimated) and size.",
      mixinStandardHelpOptions = true)
  int months(@Mixin DatabaseOptions database) throws SQLException {
    try (var opened = database.useAsOwner();
        var db = Jdbc.connect(opened.uri(), NAME, ANSWER)) {
      var lines = new ArrayList<String>();
      for (var table : MonthTable.all(db))
        lines.add(
            String.format(
                Locale.ROOT,
                "%-8s %14s %,10d kB",
                table.month().map(Object::toString).orElse("default"),
                table.rows() < 0 ? "?" : String.format(Locale.ROOT, "%,d", table.rows()),
                table.bytes() / 1024));
      return new Screen(spec).done(String.join(System.lineSeparator(), lines));
    }
  }

  @Command(
      name = "archive",
      description = {
        "Puts whole months into compressed files, and drops them from the database.",
        "A month has audit-YYYY-MM.csv.gz and a manifest beside it. May be repeated at any time."
      },
      mixinStandardHelpOptions = true)
  int archive(
      @Mixin DatabaseOptions database,
      @Option(
              names = "--before",
              required = true,
              paramLabel = "YYYY-MM",
              description = "the first month that stays")
          String before,
      @Option(names = "--to", required = true, paramLabel = "DIR", description = "where files go")
          Path directory,
      @Option(
              names = "--keep",
              defaultValue = "24",
              paramLabel = "MONTHS",
              description =
                  "whole months that stay in any case, at least 12; default: ${DEFAULT-VALUE}")
          int keep)
      throws SQLException, IOException {
    var screen = new Screen(spec);
    YearMonth month;
    try {
      month = YearMonth.parse(before);
    } catch (DateTimeException e) {
      return screen.refused(
          "--before は 2026-01 のように年月で指定してください。", "--before is a month, such as 2026-01.");
    }
    if (keep < Archive.KEEP_MIN)
      return screen.refused(
          "--keep は 12 以上にしてください(監査記録は1年以上残します)。",
          "--keep is at least 12: the audit stays for a year or longer.");
    try (var opened = database.useAsOwner();
        var db = Jdbc.connect(opened.uri(), NAME, ANSWER)) {
      var outcomes = new ArrayList<Integer>();
      new Archive(db, directory)
          .run(month, keep, Instant.now(), outcome -> outcomes.add(tell(screen, outcome)));
      if (outcomes.isEmpty()) return screen.done("no month is that old");
      return outcomes.getLast();
    }
  }

  private static int tell(Screen screen, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Archived(var month, long rows, var file) ->
          screen.done(month + ": " + rows + " rows are in " + file);
      case Outcome.TooYoung(var max) ->
          screen.refused(
              "まだ残しておく月が含まれます。--before は %s 以前にしてください。".formatted(max),
              "Some of these months have to stay. --before may be %s at the latest."
                  .formatted(max));
      case Outcome.Differs(var month, var file) ->
          screen.refused(
              "%s の内容がデータベースの %s と異なります。ファイルを別の場所へ移してから再実行してください。何も削除していません。"
                  .formatted(file, month),
              "%s holds something else than %s in the database. Move it away and run this again; nothing was dropped."
                  .formatted(file, month));
      case Outcome.Busy() ->
          screen.refused(
              "別の archive が実行中です。終わってから再実行してください。",
              "Another archive is at work. Wait for its end.");
    };
  }

  @Command(
      name = "tidy",
      description = "Moves rows that no month took (audit_default) into tables of their months.",
      mixinStandardHelpOptions = true)
  int tidy(@Mixin DatabaseOptions database) throws SQLException {
    try (var opened = database.useAsOwner();
        var db = Jdbc.connect(opened.uri(), NAME, ANSWER)) {
      var moved = Strays.move(db);
      List<String> lines = new ArrayList<>();
      moved.forEach((month, rows) -> lines.add(month + ": " + rows + " rows were moved"));
      if (lines.isEmpty()) lines.add("nothing to move");
      return new Screen(spec).done(String.join(System.lineSeparator(), lines));
    }
  }
}
