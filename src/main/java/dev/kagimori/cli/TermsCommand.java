package dev.kagimori.cli;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.TermsDifference;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsRefused;
import dev.kagimori.institution.TermsSchema;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori terms}. */
@Command(
    name = "terms",
    description = "An institution's terms: shows, checks and applies them.",
    mixinStandardHelpOptions = true)
public final class TermsCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "show",
      description = "Prints the terms in force, as a file that can be changed and applied.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Option(
              names = "--at",
              paramLabel = "TIME",
              description = "2026-04-01T00:00:00+09:00 (default: now)")
          @Nullable String at,
      @Option(names = "--versions", description = "lists the effective dates") boolean versions) {
    var when = at == null ? Instant.now() : instant("--at", at);
    try (var office = Office.open(database)) {
      var bodies = Tx.reading(office.pool(), db -> TermsStore.bodies(db, institution));
      if (bodies.isEmpty()) return unknown(institution);
      if (versions) {
        bodies.forEach(body -> line(Times.text(body.from())));
        return 0;
      }
      var inForce = inForce(bodies, when);
      if (inForce.isEmpty())
        return new Screen(spec)
            .refused("その時点で有効な利用条件はありません。", "No terms were in force then; see --versions.");
      line(inForce.get().encodePrettily());
      return 0;
    }
  }

  @Command(
      name = "check",
      description = "Checks a file without a database. Exit status 1 where it will not do.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(paramLabel = "FILE", description = "YAML or JSON") Path file)
      throws IOException {
    var read = read(file);
    return read.isEmpty() ? 1 : new Screen(spec).done(file + ": OK");
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of terms.",
      mixinStandardHelpOptions = true)
  int schema() {
    line(TermsSchema.text());
    return 0;
  }

  @Command(
      name = "apply",
      description = "Shows what a file changes, asks, and puts it in force.",
      mixinStandardHelpOptions = true)
  int apply(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Parameters(paramLabel = "FILE", description = "YAML or JSON") Path file,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              description = "when they take effect (default: now)")
          @Nullable String from,
      @Option(names = "--yes", description = "does not ask") boolean yes)
      throws IOException {
    var screen = new Screen(spec);
    var read = read(file);
    if (read.isEmpty()) return 1;
    var now = Instant.now();
    var effective = from == null ? now : instant("--from", from);
    if (effective.isBefore(now))
      return screen.refused(
          "--from は現在より後にしてください。過去の利用条件は変えられません。",
          "--from has to lie ahead: what was in force is not changed.");
    try (var office = Office.open(database)) {
      var bodies = Tx.reading(office.pool(), db -> TermsStore.bodies(db, institution));
      if (bodies.isEmpty()) return unknown(institution);
      var before = inForce(bodies, effective).orElseGet(JsonObject::new);
      var changes = TermsDifference.between(before, read.get());
      if (changes.isEmpty()) return screen.done("no difference / 変更はありません");
      changes.forEach(change -> line(change.toString()));
      TermsOutlook.scheduled(bodies, now, effective).forEach(this::line);
      TermsOutlook.orphans(office.pool(), institution, before, read.get()).forEach(this::line);
      if (!yes && !isAgreed(institution, from == null ? null : effective))
        return screen.refused("何も変更していません。", "Nothing was changed.");
      var agreed = Instant.now(); // somebody may have thought about it for long
      var begin = from == null ? agreed : effective;
      if (begin.isBefore(agreed))
        return screen.refused(
            "確認を待つ間に --from の時刻を過ぎたため、何も変更していません。",
            "--from went by while the answer was waited for: nothing was changed.");
      boolean sameStill = inForce(bodies, begin).filter(before::equals).isPresent();
      var entry =
          Entry.of(institution, agreed, office.source(), Action.TERMS)
              .with("from", begin.toString())
              .with("changes", changes.size());
      if (!sameStill || !put(office.pool(), bodies, begin, read.get(), entry))
        return screen.refused(
            "確認を待つ間に利用条件が変わったため、何も変更していません。もう一度実行して差分を確認してください。",
            "Other terms came meanwhile: nothing was changed. Run it again and look at the"
                + " difference.");
      return screen.done(institution + ": in force from " + Times.text(begin));
    }
  }

  private static boolean put(
      Pool pool, List<TermsStore.Body> seen, Instant begin, JsonObject terms, Entry entry) {
    return Tx.in(
        pool,
        db -> {
          boolean put = TermsStore.replace(db, entry.institution(), seen, begin, terms);
          if (put) AuditLog.append(db, entry).await();
          return put;
        });
  }

  /** The file's terms; empty where they will not do, which has been told. */
  private Optional<JsonObject> read(Path file) throws IOException {
    try {
      return Optional.of(TermsFile.checked(file));
    } catch (TermsRefused e) {
      new Screen(spec)
          .refused("利用条件のファイルが正しくありません。", "The terms in the file will not do.\n" + e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<JsonObject> inForce(List<TermsStore.Body> bodies, Instant when) {
    return bodies.reversed().stream()
        .filter(body -> !body.from().isAfter(when))
        .map(TermsStore.Body::json)
        .findFirst();
  }

  private boolean isAgreed(String institution, @Nullable Instant from) throws IOException {
    line(
        from == null
            ? institution + " に今すぐ適用しますか？ / Put in force now? [yes/no]"
            : "%s に %s から適用しますか？ / Put in force from then on? [yes/no]"
                .formatted(institution, Times.text(from)));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return "yes".equals(in.readLine());
  }

  private int unknown(String institution) {
    return new Screen(spec)
        .refused(
            "金融機関 " + institution + " はありません。institution add で追加してください。",
            "There is no institution " + institution + "; add it by institution add.");
  }

  private Instant instant(String option, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          option
              + ": 2026-04-01T00:00:00+09:00 の形にしてください / has to look like"
              + " 2026-04-01T00:00:00+09:00",
          e);
    }
  }

  private void line(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
