package dev.kagimori.cli;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori institution}. */
@Command(
    name = "institution",
    description = "Institutions and their terms.",
    mixinStandardHelpOptions = true)
public final class InstitutionCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "add",
      description = "Adds an institution, or gives one new terms from now on.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION", description = "a-z, 0-9 and hyphens") String id,
      @Option(
              names = "--terms",
              required = true,
              paramLabel = "FILE",
              description = "YAML or JSON; see kagimori terms check")
          Path file)
      throws IOException {
    var screen = new Screen(spec);
    if (!id.matches("[a-z][a-z0-9-]{1,31}"))
      return screen.refused(
          "金融機関IDは英小文字で始まる英小文字・数字・ハイフン2〜32文字です。",
          "An institution's ID is 2 to 32 of a-z, 0-9 and hyphens, and begins with a letter.");
    try (var office = Office.open(database)) {
      var terms = TermsFile.checked(file);
      var now = Instant.now();
      var entry = Entry.of(id, now, office.source(), Action.TERMS).with("from", now.toString());
      Tx.in(
          office.pool(),
          db -> {
            Institutions.put(db, id, terms, now);
            AuditLog.append(db, entry).await();
            return true;
          });
      var serviceId = Tx.reading(office.pool(), db -> Institutions.serviceId(db, id));
      return screen.done(
          "institution %s: terms in force; service ID of its app: %s"
              .formatted(id, serviceId.orElseThrow()));
    } catch (TermsRefused e) {
      return screen.refused(
          "利用条件のファイルが正しくありません: " + e.getMessage(),
          "The terms in the file will not do: " + e.getMessage());
    }
  }
}
