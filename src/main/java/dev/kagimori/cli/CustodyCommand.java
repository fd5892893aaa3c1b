package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.registration.Custody;
import dev.kagimori.registration.Custody.Act;
import dev.kagimori.token.Owner;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori token}: what staff do when a customer calls. */
@Command(
    name = "token",
    description = "Suspends, unlocks or revokes a user's token; lets starts be tried again.",
    mixinStandardHelpOptions = true)
public final class CustodyCommand {
  private static final UserStore USERS = new UserStore();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Whom it is about, and why. */
  static final class Subject {
    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "INSTITUTION")
    private String institution = "";

    @Parameters(index = "1", paramLabel = "CONTRACT")
    private String contract = "";

    @Parameters(index = "2", paramLabel = "USER")
    private String user = "";

    @Option(
        names = "--why",
        required = true,
        converter = Reason.class,
        paramLabel = "TEXT",
        description = "for the audit: what was reported, how the identity was checked")
    private String why = "";
  }

  @Command(
      name = "suspend",
      description = "Stops the codes for now.",
      mixinStandardHelpOptions = true)
  int suspend(@Mixin Subject subject) {
    return on(Act.SUSPEND, subject);
  }

  @Command(
      name = "unlock",
      description = "Lets codes be judged again.",
      mixinStandardHelpOptions = true)
  int unlock(@Mixin Subject subject) {
    return on(Act.UNLOCK, subject);
  }

  @Command(
      name = "revoke",
      description = "Ends the registration without a code.",
      mixinStandardHelpOptions = true)
  int revoke(@Mixin Subject subject) {
    return on(Act.REVOKE, subject);
  }

  @Command(
      name = "lift",
      description = "Lets a user start a token again who failed too often.",
      mixinStandardHelpOptions = true)
  int lift(@Mixin Subject subject) {
    try (var office = Office.open(subject.database)) {
      if (isMaster(office, subject)) return takesTwo();
      var outcome =
          custody(office, subject)
              .liftStarts(
                  subject.institution,
                  new Owner(subject.contract, subject.user),
                  office.source(),
                  subject.why,
                  Instant.now());
      return told("lift", outcome);
    }
  }

  private int on(Act act, Subject subject) {
    try (var office = Office.open(subject.database)) {
      if (act != Act.SUSPEND && isMaster(office, subject)) return takesTwo();
      var outcome =
          custody(office, subject)
              .on(
                  act,
                  subject.institution,
                  new Owner(subject.contract, subject.user),
                  office.source(),
                  subject.why,
                  Instant.now());
      return told(act.name().toLowerCase(Locale.ROOT), outcome);
    }
  }

  private static Custody custody(Office office, Subject subject) {
    if (Tx.reading(office.pool(), db -> Institutions.exists(db, subject.institution)))
      office.keyring().load(subject.institution);
    return new Custody(office.pool(), office.terms(), office.keyring());
  }

  private static boolean isMaster(Office office, Subject subject) {
    return Tx.reading(
            office.pool(),
            db -> USERS.find(db, subject.institution, subject.contract, subject.user))
        .filter(user -> user.role() == User.Role.MASTER)
        .isPresent();
  }

  /** On a master user one person may suspend, and nothing else (D6, D7). */
  private int takesTwo() {
    return new Screen(spec)
        .refused(
            "マスターユーザのトークンには二人の承認が必要です。/v1/staff から申請してください（運用ガイドの Staff）。",
            "On a master user this takes two persons: ask by /v1/staff (operations guide, Staff).");
  }

  private int told(String act, Custody.Outcome outcome) {
    var screen = new Screen(spec);
    return switch (outcome) {
      case Custody.Outcome.Done() -> screen.done(act + ": done");
      case Custody.Outcome.UnknownUser() ->
          screen.refused("その契約・利用者はありません。", "There is no such contract or user.");
      case Custody.Outcome.NoToken() ->
          screen.refused(
              "この利用者にトークンはありません。登録の失敗が続いて止まっているときは token lift を使ってください。",
              "This user has no token. If failed starts stopped them, use token lift.");
      case Custody.Outcome.Refused(var token, var reason) ->
          screen.refused(
              "できません。状態: " + token.state() + "、理由: " + reason,
              "It can't be done. State: " + token.state() + ", reason: " + reason);
    };
  }
}
