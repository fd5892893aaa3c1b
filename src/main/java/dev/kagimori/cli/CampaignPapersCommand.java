package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.mail.Letterhead;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.CampaignStore;
import dev.kagimori.stock.campaign.Papers;
import dev.kagimori.stock.campaign.Progress;
import dev.kagimori.stock.campaign.ShippingList;
import dev.kagimori.stock.campaign.Slip;
import dev.kagimori.stock.print.LabelSheet;
import dev.kagimori.stock.print.Labels;
import dev.kagimori.stock.print.Letters;
import dev.kagimori.stock.print.Parts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a campaign's fobs are packed with: of those that are set aside and not shipped. */
final class CampaignPapersCommand {
  private static final int PAGE = 5_000;

  private CampaignPapersCommand() {}

  /** What all of them are told. */
  abstract static class Paper implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private CampaignOptions.Which which = new CampaignOptions.Which();

    @Option(
        names = {"-o", "--output"},
        required = true,
        paramLabel = "FILE",
        description = "is overwritten; further parts are FILE-2, FILE-3 …")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
      var screen = new CampaignScreen(spec, which.where().json());
      try (var office = Office.open(which.where().database())) {
        var found =
            Tx.reading(
                office.pool(),
                db -> CampaignStore.find(db, which.where().institution(), which.campaign()));
        if (found.isEmpty()) return screen.unknown();
        int fobs = Tx.reading(office.pool(), db -> Slip.count(db, found.get()));
        if (fobs == 0)
          return screen.refused(
              "割当済みで未発送のトークンはありません。", "No fob is set aside that was not shipped.");
        return write(screen, office, found.get(), fobs);
      }
    }

    abstract int write(CampaignScreen screen, Office office, Campaign campaign, int fobs)
        throws IOException;

    static List<Progress.Member> some(Office office, Campaign campaign, int from, int to) {
      return Tx.reading(office.pool(), db -> Slip.some(db, campaign, from, to - from));
    }

    interface Part {
      void write(OutputStream out, List<Progress.Member> members) throws IOException;
    }

    int parts(CampaignScreen screen, Office office, Campaign campaign, Parts parts, Part writer)
        throws IOException {
      var files = new JsonArray();
      for (int part = 1; part <= parts.count(); part++) {
        var to = part(part);
        try (var out = new BufferedOutputStream(Files.newOutputStream(to))) {
          writer.write(out, some(office, campaign, parts.from(part), parts.to(part)));
        }
        files.add(to.toString());
      }
      return screen.show(new JsonObject().put("fobs", parts.items()).put("files", files));
    }

    private Path part(int part) {
      if (part == 1) return file;
      var name = file.getFileName().toString();
      int dot = name.lastIndexOf('.');
      var numbered =
          dot < 1 ? name + "-" + part : name.substring(0, dot) + "-" + part + name.substring(dot);
      return file.resolveSibling(numbered);
    }

    Path file() {
      return file;
    }
  }

  @Command(
      name = "shipping-list",
      description = "As CSV, in the order in which the fobs lie.",
      mixinStandardHelpOptions = true)
  static final class ShippingSlip extends Paper {
    @Override
    int write(CampaignScreen screen, Office office, Campaign campaign, int fobs)
        throws IOException {
      try (var out = new BufferedOutputStream(Files.newOutputStream(file()))) {
        var list = new ShippingList(out);
        for (int from = 0; from < fobs; from += PAGE)
          list.add(some(office, campaign, from, Math.min(fobs, from + PAGE)));
      }
      return screen.show(new JsonObject().put("fobs", fobs).put("file", file().toString()));
    }
  }

  @Command(
      name = "labels",
      description = "As PDF, 24 on an A4 sheet, in the order of the shipping list.",
      mixinStandardHelpOptions = true)
  static final class LabelSheets extends Paper {
    @Override
    int write(CampaignScreen screen, Office office, Campaign campaign, int fobs)
        throws IOException {
      var sheet = LabelSheet.A4_24;
      return parts(
          screen,
          office,
          campaign,
          new Parts(fobs, Labels.perPart(sheet)),
          (out, members) -> Papers.labels(out, sheet, members));
    }
  }

  @Command(
      name = "letters",
      description = "As PDF, a page each, in the order of the shipping list.",
      mixinStandardHelpOptions = true)
  static final class LetterPages extends Paper {
    @Override
    int write(CampaignScreen screen, Office office, Campaign campaign, int fobs)
        throws IOException {
      var now = Instant.now();
      var from = Papers.from(campaign, office.terms().at(campaign.institution(), now));
      if (from.isEmpty())
        return screen.refused(
            "利用条件に helpDesk がありません。", "The terms name no helpDesk for customers to call.");
      Letterhead.Part writer = from.get();
      return parts(
          screen,
          office,
          campaign,
          new Parts(fobs, Letters.PER_PART),
          (out, members) -> Papers.letters(out, writer, BusinessDay.of(now), campaign, members));
    }
  }
}
