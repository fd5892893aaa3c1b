package dev.kagimori.cli;

import dev.kagimori.institution.Times;
import dev.kagimori.mail.MailDesk;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori mail}. */
@Command(
    name = "mail",
    description = "Mails to customers: what became of them, and another try.",
    mixinStandardHelpOptions = true)
public final class MailCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "list",
      description = "Lists an institution's last mails, newest first; recipients are masked.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Option(names = "--trouble", description = "only those that bounced or are unknown")
          boolean trouble,
      @Option(
              names = "--last",
              defaultValue = "50",
              paramLabel = "N",
              description = "1 to 1000; default: ${DEFAULT-VALUE}")
          int last) {
    var screen = new Screen(spec);
    if (last < 1 || last > MailDesk.LOOK_MAX)
      return screen.refused("--last は 1〜1000 です。", "--last is 1 to 1000.");
    try (var office = Office.open(database)) {
      var desk = new MailDesk(office.pool(), office.keyring());
      var mails = trouble ? desk.troubled(institution, last) : desk.last(institution, last);
      if (mails.isEmpty()) return screen.done("no mails");
      return screen.done(
          mails.stream()
              .map(MailCommand::line)
              .collect(Collectors.joining(System.lineSeparator())));
    }
  }

  private static String line(MailDesk.Listed mail) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %-18s  %-7s  tries %-2d  %s%s%s",
        mail.id(),
        Times.text(mail.createdAt()),
        mail.kind(),
        mail.state(),
        mail.tries(),
        mail.recipient(),
        mail.reason() == null ? "" : "  " + mail.reason(),
        mail.status() == null ? "" : "  SMTP " + mail.status());
  }

  @Command(
      name = "retry",
      description = "Has a mail that bounced tried again, for another 24 hours.",
      mixinStandardHelpOptions = true)
  int retry(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Parameters(paramLabel = "ID", description = "as mail list shows it") UUID id) {
    var screen = new Screen(spec);
    try (var office = Office.open(database)) {
      var desk = new MailDesk(office.pool(), office.keyring());
      return switch (desk.retry(institution, id, office.source(), Instant.now())) {
        case MailDesk.Retried.Done() -> screen.done("retry: done");
        case MailDesk.Retried.NoSuchMail() ->
            screen.refused("そのメールはありません。", "There is no such mail.");
        case MailDesk.Retried.NotBounced(var state) ->
            screen.refused(
                "再送できるのは BOUNCED のメールだけです。状態: " + state,
                "Only a mail that bounced may be tried again. State: " + state);
      };
    }
  }
}
