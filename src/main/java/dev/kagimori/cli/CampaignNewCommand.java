package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.mail.Language;
import dev.kagimori.stock.Place;
import dev.kagimori.stock.campaign.Making;
import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Plan;
import dev.kagimori.stock.campaign.Progress;
import dev.kagimori.stock.campaign.Whom;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kagimori stock campaign new}. */
@Command(
    name = "new",
    description = "Lays one out: chooses whose fobs in use are replaced. Nothing is set aside.")
final class CampaignNewCommand extends CampaignTask {
  private static final Duration CHOICE = Duration.ofMinutes(5);
  private static final int NAME_MAX = 64;

  @Option(names = "--name", required = true, description = "of no other campaign")
  private String name = "";

  @Mixin private CampaignChosen chosen = new CampaignChosen();

  @Option(names = "--replace-with", required = true, split = ",", paramLabel = "PREFIX")
  private List<String> replaceWith = List.of();

  @Option(
      names = "--from-branch",
      defaultValue = Place.HEAD_OFFICE,
      paramLabel = "B",
      converter = PlaceCode.OfBranch.class)
  private String fromBranch = Place.HEAD_OFFICE;

  @Option(names = "--old-until", required = true, paramLabel = "DATE", converter = Day.class)
  private LocalDate oldUntil = LocalDate.EPOCH;

  @Option(names = "--remind-after", split = ",", paramLabel = "DAYS")
  private List<Integer> remindAfter = List.of();

  @Option(names = "--letters", defaultValue = "JA", paramLabel = "LANGUAGE")
  private Language language = Language.JA;

  private @Nullable Whom whom;

  @Override
  boolean misfits() throws IOException {
    whom = chosen.whom(screen()).orElse(null);
    if (whom == null) return true;
    boolean named = !name.isBlank() && name.strip().length() <= NAME_MAX;
    if (named && !whom.isEmpty()) return false;
    screen()
        .refused(
            "--name（64文字まで）と、対象の条件を一つ以上指定してください。",
            "Give --name (at most 64 characters) and at least one of --make, --delivery, "
                + "--battery-before, --branch, --list.");
    return true;
  }

  @Override
  int run(Office office) {
    if (whom == null) throw new IllegalStateException("nobody was looked at");
    var plan =
        new Plan(name.strip(), whom, replaceWith, fromBranch, oldUntil, remindAfter, language);
    var making = new Making(office.terms());
    var made =
        Tx.in(
            office.pool(),
            CHOICE,
            db -> making.make(db, institution(), plan, office.source(), Instant.now(), CHOICE));
    return made instanceof Made.Done(var campaign)
        ? screen()
            .show(
                campaign
                    .toJson()
                    .put("counts", Tx.reading(office.pool(), db -> Progress.counts(db, campaign))))
        : screen().refused(CampaignWords.of(made));
  }
}
