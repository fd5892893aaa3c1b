package dev.kagimori.cli;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.institution.Institutions;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori client}. */
@Command(
    name = "client",
    description = "Front ends and their API keys.",
    mixinStandardHelpOptions = true)
public final class ClientCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "add",
      description = "Makes an API key, which is shown once.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and hyphens") String name) {
    var screen = new Screen(spec);
    if (!name.matches("[a-z0-9][a-z0-9-]{0,31}"))
      return screen.refused(
          "名前は英小文字・数字・ハイフン1〜32文字です。", "A name is 1 to 32 of a-z, 0-9 and hyphens.");
    try (var office = Office.open(database)) {
      var now = Instant.now();
      Optional<String> key =
          Tx.in(
              office.pool(),
              db -> {
                if (!Institutions.exists(db, institution)) return Optional.empty();
                var made = ApiKeys.add(db, institution, name, now);
                if (made.isPresent())
                  AuditLog.append(
                          db,
                          Entry.of(institution, now, office.source(), Action.ADD_CLIENT)
                              .with("client", name))
                      .await();
                return made;
              });
      return key.map(screen::done)
          .orElseGet(() ->
              screen.refused(
                  "金融機関 " + institution + " がないか、その名前は使われています。別の名前を指定してください。",
                  "There is no institution "
                      + institution
                      + ", or it has a client of that name; choose another."));
    }
  }
}
