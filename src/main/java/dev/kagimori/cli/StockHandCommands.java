package dev.kagimori.cli;

import dev.kagimori.stock.Branches;
import dev.kagimori.stock.Moving;
import dev.kagimori.stock.Returning;
import dev.kagimori.stock.Scrapping;
import dev.kagimori.stock.Shelf;
import dev.kagimori.token.Owner;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin private StockPlace place = new StockPlace();

    @Override
    public Integer call() throws IOException {
      var to = place.destination();
      if (to.isEmpty())
        throw wrong(
            "--to-branch・--to-box・--to-shelf のいずれかを指定してください。",
            "Say where to: --to-branch, --to-box or --to-shelf.");
      return which
          .selection(screen())
          .map(fobs -> handled((db, _, occasion) -> Moving.move(db, occasion, fobs, to.get())))
          .orElse(Screen.REFUSED);
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

    @Mixin private StockPlace place = new StockPlace();
    @Mixin private Why why = new Why();

    @Override
    public Integer call() throws IOException {
      return screen()
          .serials(serials)
          .map(these ->
              handled((db, office, occasion) ->
                  new Returning(office.terms())
                      .bookIn(db, occasion, these, place.place(), why.text())))
          .orElse(Screen.REFUSED);
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

    @Mixin private Why why = new Why();

    @Override
    public Integer call() throws IOException {
      return which
          .selection(screen())
          .map(fobs ->
              handled((db, office, occasion) ->
                  new Scrapping(office.terms()).scrap(db, occasion, fobs, reason, why.text())))
          .orElse(Screen.REFUSED);
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
      return screen()
          .serials(serials)
          .map(these ->
              each(these, new JsonObject(), (shelf, db, _, handling) -> shelf.ship(db, handling)))
          .orElse(Screen.REFUSED);
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
      var details = new JsonObject().put("identityCheckedBy", identity);
      var to = new Owner(contract, user);
      return one(serial, details, (shelf, db, _, handling) -> shelf.handOver(db, handling, to));
    }
  }

  @Command(
      name = "withdraw",
      description = "Takes an allocation back before the fob has left the house.",
      mixinStandardHelpOptions = true)
  static final class Withdraw extends StockHand {
    @Parameters(paramLabel = "SERIAL")
    private String serial = "";

    @Mixin private Why why = new Why();

    @Override
    public Integer call() {
      return one(serial, new JsonObject().put("why", why.text()), Shelf::withdraw);
    }
  }

  @Command(
      name = "branch-add",
      description = "Registers a branch, or changes one.",
      mixinStandardHelpOptions = true)
  static final class BranchAdd extends StockHand {
    @Parameters(
        paramLabel = "BRANCH",
        converter = PlaceCode.OfBranch.class,
        description = "1 to 16 of A-Z, 0-9 and hyphens")
    private String branch = "";

    @Parameters(paramLabel = "NAME", description = "1 to 64 characters")
    private String name = "";

    @Option(names = "--closed", description = "nothing is moved there any more")
    private boolean closed;

    @Override
    public Integer call() {
      if (name.isBlank() || name.length() > 64)
        throw wrong("NAME: 店舗の名前は1〜64文字です。", "NAME: a branch's name has 1 to 64 characters.");
      return once(
          (db, _, occasion) -> Branches.put(db, occasion, branch, name, closed),
          put ->
              put.map(saved -> screen().show(saved.toJson(), ""))
                  .orElseGet(() ->
                      screen()
                          .refused(
                              "--closed: 本部（HQ）は閉鎖できません。",
                              "--closed: the head office is always there.")));
    }
  }
}
