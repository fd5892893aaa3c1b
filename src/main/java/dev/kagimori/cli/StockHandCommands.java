package dev.kagimori.cli;

import dev.kagimori.stock.Branches;
import dev.kagimori.stock.Destination;
import dev.kagimori.stock.Moving;
import dev.kagimori.stock.Place;
import dev.kagimori.stock.Returning;
import dev.kagimori.stock.Scrapping;
import dev.kagimori.token.Owner;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What of {@code kagimori stock} is done with fobs in the hand. */
final class StockHandCommands {
  private StockHandCommands() {}

  @Command(
      name = "move",
      description = "Lays fobs into a box, on a shelf, or sends them to another branch.",
      mixinStandardHelpOptions = true)
  static final class Move extends StockHand {
    @ArgGroup(multiplicity = "1")
    private StockWhich which = new StockWhich();

    @Option(names = "--to-branch", paramLabel = "BRANCH", description = "its code")
    private @Nullable String branch;

    @Option(names = "--to-box", paramLabel = "BOX", description = "A-Z, 0-9, -; '' takes out")
    private @Nullable String box;

    @Option(names = "--to-shelf", paramLabel = "SHELF", description = "A-Z, 0-9, -; '' takes off")
    private @Nullable String shelf;

    @Override
    public Integer call() throws IOException {
      var selection = which.selection(screen());
      if (selection.isEmpty()) return Screen.REFUSED;
      Destination to;
      try {
        to = new Destination(branch, box, shelf);
      } catch (IllegalArgumentException e) {
        return screen()
            .refused(
                "--to-branch・--to-box・--to-shelf を英大文字・数字・ハイフンで指定してください。",
                "Give --to-branch, --to-box or --to-shelf, of A-Z, 0-9 and hyphens.");
      }
      return screen()
          .show(once((db, _, _, occasion) -> Moving.move(db, occasion, selection.get(), to)));
    }
  }

  @Command(
      name = "return",
      description = {
        "Books in fobs that came back, by their serial numbers; - reads them from a scanner.",
        "Those that came back undelivered are in stock again, and have to be checked."
      },
      mixinStandardHelpOptions = true)
  static final class Return extends StockHand {
    @Parameters(paramLabel = "SERIAL", arity = "1..*")
    private List<String> serials = List.of();

    @Option(
        names = "--to-branch",
        paramLabel = "BRANCH",
        defaultValue = Place.HEAD_OFFICE,
        description = "where they are laid (default: ${DEFAULT-VALUE})")
    private String branch = Place.HEAD_OFFICE;

    @Option(names = "--to-box", paramLabel = "BOX", description = "A-Z, 0-9, -")
    private @Nullable String box;

    @Option(names = "--to-shelf", paramLabel = "SHELF", description = "A-Z, 0-9, -")
    private @Nullable String shelf;

    @Option(
        names = "--why",
        required = true,
        converter = Reason.class,
        paramLabel = "TEXT",
        description = "for the audit")
    private String why = "";

    @Override
    public Integer call() throws IOException {
      var these = screen().serials(serials);
      if (these.isEmpty()) return Screen.REFUSED;
      if ((box != null && !Place.isBox(box)) || (shelf != null && !Place.isBox(shelf)))
        return screen()
            .refused(
                "箱と棚は英大文字・数字・ハイフン1〜32文字です。",
                "A box and a shelf are 1 to 32 of A-Z, 0-9 and hyphens.");
      var place = new Place(branch, box, shelf);
      return screen()
          .show(
              once((db, _, office, occasion) ->
                  new Returning(office.terms()).bookIn(db, occasion, these.get(), place, why)));
    }
  }

  @Command(
      name = "scrap",
      description = "Takes fobs that are nobody's out of the books for good.",
      mixinStandardHelpOptions = true)
  static final class Scrap extends StockHand {
    @ArgGroup(multiplicity = "1")
    private StockWhich which = new StockWhich();

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "REASON",
        description = "${COMPLETION-CANDIDATES}")
    private Scrapping.Reason reason = Scrapping.Reason.DEFECT;

    @Option(
        names = "--why",
        required = true,
        converter = Reason.class,
        paramLabel = "TEXT",
        description = "for the audit")
    private String why = "";

    @Override
    public Integer call() throws IOException {
      var selection = which.selection(screen());
      if (selection.isEmpty()) return Screen.REFUSED;
      return screen()
          .show(
              once((db, _, office, occasion) ->
                  new Scrapping(office.terms()).scrap(db, occasion, selection.get(), reason, why)));
    }
  }

  @Command(
      name = "ship",
      description = "Marks allocated fobs as handed to the post; their users are told by mail.",
      mixinStandardHelpOptions = true)
  static final class Ship extends StockHand {
    @Parameters(paramLabel = "SERIAL", arity = "1..*")
    private List<String> serials = List.of();

    @Override
    public Integer call() throws IOException {
      var these = screen().serials(serials);
      if (these.isEmpty()) return Screen.REFUSED;
      return each(
          these.get(), new JsonObject(), (shelf, db, _, handling) -> shelf.ship(db, handling));
    }
  }

  @Command(
      name = "hand-over",
      description = "Gives an allocated fob to its user at the counter.",
      mixinStandardHelpOptions = true)
  static final class HandOver extends StockHand {
    @Parameters(paramLabel = "SERIAL")
    private String serial = "";

    @Parameters(paramLabel = "CONTRACT")
    private String contract = "";

    @Parameters(paramLabel = "USER")
    private String user = "";

    @Option(
        names = "--identity",
        required = true,
        converter = Reason.class,
        paramLabel = "TEXT",
        description = "how it was checked who they are")
    private String identity = "";

    @Override
    public Integer call() {
      var to = new Owner(contract, user);
      return one(
          serial,
          new JsonObject().put("identityCheckedBy", identity),
          (shelf, db, _, handling) -> shelf.handOver(db, handling, to));
    }
  }

  @Command(
      name = "withdraw",
      description = "Takes an allocation back before the fob has left the house.",
      mixinStandardHelpOptions = true)
  static final class Withdraw extends StockHand {
    @Parameters(paramLabel = "SERIAL")
    private String serial = "";

    @Option(
        names = "--why",
        required = true,
        converter = Reason.class,
        paramLabel = "TEXT",
        description = "for the audit")
    private String why = "";

    @Override
    public Integer call() {
      return one(
          serial,
          new JsonObject().put("why", why),
          (shelf, db, writes, handling) -> shelf.withdraw(db, writes, handling));
    }
  }

  @Command(
      name = "branch-add",
      description = "Registers a branch, or changes one.",
      mixinStandardHelpOptions = true)
  static final class BranchAdd extends StockHand {
    @Parameters(paramLabel = "BRANCH", description = "1 to 16 of A-Z, 0-9 and hyphens")
    private String branch = "";

    @Parameters(paramLabel = "NAME", description = "1 to 64 characters")
    private String name = "";

    @Option(names = "--closed", description = "nothing is moved there any more")
    private boolean closed;

    @Override
    public Integer call() {
      if (!Place.isBranch(branch) || name.isBlank() || name.length() > 64)
        return screen()
            .refused(
                "店舗コードは英大文字・数字・ハイフン1〜16文字、名前は1〜64文字です。",
                "A branch's code is 1 to 16 of A-Z, 0-9 and hyphens, its name 1 to 64 characters.");
      return once((db, _, _, occasion) -> Branches.put(db, occasion, branch, name, closed))
          .map(put -> screen().show(put.toJson(), ""))
          .orElseGet(() -> screen().refused("本部（HQ）は閉鎖できません。", "The head office is always there."));
    }
  }
}
