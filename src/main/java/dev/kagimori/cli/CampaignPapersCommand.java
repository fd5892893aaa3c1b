package dev.kagimori.cli;

import dev.kagimori.database.OwnerOnly;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.stock.campaign.Campaign;
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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a campaign's fobs are packed with: of those that are set aside and not shipped. */
final class CampaignPapersCommand {
  private CampaignPapersCommand() {}

  /** What all of them are told. */
  abstract static class Paper extends CampaignOf {
    @Option(
        names = {"-o", "--output"},
        required = true,
        paramLabel = "FILE",
        description = "is overwritten, for its owner alone; further parts are FILE-2, FILE-3 …")
    private Path file = Path.of("");

    @Override
    final int run(Office office, Campaign campaign) throws IOException {
      var slip = Slip.of(office.pool(), campaign);
      return slip.fobs() == 0 ? nothing() : write(office, campaign, slip);
    }

    abstract int write(Office office, Campaign campaign, Slip slip) throws IOException;

    private int nothing() {
      return screen().refused("割当済みで未発送のトークンはありません。", "No fob is set aside that was not shipped.");
    }

    /** Writes a part. */
    interface Part {
      void write(OutputStream out, List<Progress.Member> members) throws IOException;
    }

    int parts(Slip slip, int perPart, Part writer) throws IOException {
      var parts = new Parts(slip.fobs(), perPart);
      var files = new JsonArray();
      int fobs = 0;
      for (int part = 1; part <= parts.count(); part++) {
        var members = slip.some(parts.from(part), parts.to(part));
        if (members.isEmpty()) continue; // shipped meanwhile
        var to = part(part);
        fobs +=
            put(
                to,
                out -> {
                  writer.write(out, members);
                  return members.size();
                });
        files.add(to.toString());
      }
      return fobs == 0
          ? nothing()
          : screen().show(new JsonObject().put("fobs", fobs).put("files", files));
    }

    static int put(Path to, OwnerOnly.Writing<Integer> writing) throws IOException {
      return OwnerOnly.overwrite(to, writing);
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

  @Command(name = "shipping-list", description = "As CSV, in the order in which the fobs lie.")
  static final class ShippingSlip extends Paper {
    @Override
    int write(Office office, Campaign campaign, Slip slip) throws IOException {
      int fobs = put(file(), out -> ShippingList.write(out, slip));
      return screen().show(new JsonObject().put("fobs", fobs).put("file", file().toString()));
    }
  }

  @Command(
      name = "labels",
      description = "As PDF, 24 on an A4 sheet, in the order of the shipping list.")
  static final class LabelSheets extends Paper {
    @Override
    int write(Office office, Campaign campaign, Slip slip) throws IOException {
      var sheet = LabelSheet.A4_24;
      return parts(
          slip, Labels.perPart(sheet), (out, members) -> Papers.labels(out, sheet, members));
    }
  }

  @Command(
      name = "letters",
      description = "As PDF, a page each, in the order of the shipping list.")
  static final class LetterPages extends Paper {
    @Override
    int write(Office office, Campaign campaign, Slip slip) throws IOException {
      var now = Instant.now();
      var from = Papers.from(campaign, office.terms().at(institution(), now)).orElse(null);
      return from == null
          ? screen()
              .refused(
                  "利用条件に helpDesk がありません。", "The terms name no helpDesk for customers to call.")
          : parts(
              slip,
              Letters.PER_PART,
              (out, members) -> Papers.letters(out, from, BusinessDay.of(now), campaign, members));
    }
  }
}
