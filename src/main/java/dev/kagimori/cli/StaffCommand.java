package dev.kagimori.cli;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.staff.Accounts;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori staff}. */
@Command(
    name = "staff",
    description = {"Staff accounts and their keys.", "An account belongs to one person."},
    mixinStandardHelpOptions = true)
public final class StaffCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "add",
      description = "Makes an account with its key, which is shown once.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and hyphens; never given twice")
          String name,
      @Option(
              names = "--roles",
              required = true,
              split = ",",
              paramLabel = "ROLE",
              description = "one or more of ${COMPLETION-CANDIDATES}")
          Set<Role> roles) {
    var screen = new Screen(spec);
    if (!name.matches("[a-z0-9][a-z0-9-]{0,31}"))
      return screen.refused(
          "名前は英小文字・数字・ハイフン1〜32文字です。", "A name is 1 to 32 of a-z, 0-9 and hyphens.");
    try (var office = Office.open(database)) {
      var now = Instant.now();
      var key =
          Tx.in(
              office.pool(),
              db -> {
                if (!Institutions.exists(db, institution)) return Optional.<String>empty();
                var made = Accounts.add(db, institution, name, EnumSet.copyOf(roles), now);
                var names = new JsonArray();
                roles.stream().sorted().forEach(role -> names.add(role.name()));
                if (made.isPresent())
                  AuditLog.append(
                          db,
                          Entry.of(institution, now, office.source(), Action.ADD_STAFF)
                              .with("account", name)
                              .with("roles", names))
                      .await();
                return made;
              });
      return key.map(screen::done)
          .orElseGet(() ->
              screen.refused(
                  "金融機関 " + institution + " がないか、その名前は使われています(失効したものを含む)。別の名前を指定してください。",
                  "There is no institution "
                      + institution
                      + ", or the name is or was somebody's; choose another."));
    }
  }

  @Command(
      name = "revoke",
      description = "Takes an account's key back, at once and for good.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--why",
              required = true,
              converter = Reason.class,
              paramLabel = "TEXT",
              description = "for the audit: who asked for it, and what happened")
          String why) {
    var screen = new Screen(spec);
    try (var office = Office.open(database)) {
      var now = Instant.now();
      boolean revoked =
          Tx.in(
              office.pool(),
              db -> {
                if (!Accounts.revoke(db, institution, name, now)) return false;
                AuditLog.append(
                        db,
                        Entry.of(institution, now, office.source(), Action.REVOKE_STAFF)
                            .with("account", name)
                            .with("why", why))
                    .await();
                return true;
              });
      return revoked
          ? screen.done("staff " + name + ": revoked")
          : screen.refused(
              "そのアカウントはないか、失効済みです。", "There is no such account, or it was revoked before.");
    }
  }
}
