package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Terms;
import dev.kagimori.stock.BatteryReport;
import dev.kagimori.stock.Branches;
import dev.kagimori.stock.FobFilter;
import dev.kagimori.stock.FobList;
import dev.kagimori.stock.FobSheet;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.LowStock;
import dev.kagimori.stock.TokenCounts;
import dev.kagimori.token.Inspection;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What of {@code kagimori stock} changes nothing. */
final class StockLookCommands {
  private StockLookCommands() {}

  /**
   * What is shown.
   *
   * @param rows its member whose entries are lines
   */
  record Table(JsonObject told, String rows) {}

  /** One that looks at something. */
  abstract static class Look extends StockDesk {
    /** What it shows; null: there is no such fob. */
    abstract @Nullable Table look(SqlConnection db, String institution, Terms terms, Instant now);

    /** What it is asked of and the books do not know. */
    Optional<Known> missing(SqlConnection db, String institution) {
      return Optional.empty();
    }

    @Override
    public Integer call() {
      var now = Instant.now();
      return inside(office -> {
        var missing = Tx.reading(office.pool(), db -> missing(db, institution()));
        if (missing.isPresent()) return screen().notKnown(missing.get());
        var terms = office.terms().at(institution(), now);
        var told = Tx.reading(office.pool(), db -> look(db, institution(), terms, now));
        return told == null ? screen().noSuchFob() : screen().show(told.told(), told.rows());
      });
    }
  }

  @Command(
      name = "fobs",
      description = "Lists fobs, in the order of their serial numbers.",
      mixinStandardHelpOptions = true)
  static final class Fobs extends Look {
    @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}")
    private @Nullable TokenState state;

    @Option(
        names = "--inspection",
        paramLabel = "INSPECTION",
        description = "${COMPLETION-CANDIDATES}")
    private @Nullable Inspection inspection;

    @Option(
        names = "--branch",
        converter = PlaceCode.OfBranch.class,
        paramLabel = "BRANCH",
        description = "its code")
    private @Nullable String branch;

    @Option(
        names = "--box",
        converter = PlaceCode.OfBox.class,
        paramLabel = "BOX",
        description = "what is in it")
    private @Nullable String box;

    @Option(names = "--delivery", paramLabel = "N", description = "its number")
    private @Nullable Integer delivery;

    @Option(names = "--make", paramLabel = "PREFIX", description = "of serial numbers")
    private @Nullable String make;

    @Option(names = "--after", paramLabel = "SERIAL", description = "next of the page before")
    private @Nullable String after;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "1 to 500 (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    @Override
    public Integer call() {
      if (limit < 1 || limit > FobFilter.LIMIT_MAX)
        throw wrong("--limit は 1〜500 で指定してください。", "--limit takes 1 to 500.");
      if (after != null && SerialNumber.parse(after).isEmpty())
        throw wrong("--after には前のページの next を指定してください。", "--after takes next of the page before.");
      return super.call();
    }

    @Override
    Optional<Known> missing(SqlConnection db, String institution) {
      return Known.missing(db, institution, branch, box, delivery);
    }

    @Override
    Table look(SqlConnection db, String institution, Terms terms, Instant now) {
      var begin = after == null ? null : SerialNumber.parse(after).orElse(null);
      var filter = new FobFilter(state, inspection, branch, box, delivery, make, begin, limit);
      return new Table(FobList.of(db, institution, filter).toJson(), "fobs");
    }
  }

  @Command(
      name = "show",
      description = "Where a fob is, and what was done with it.",
      mixinStandardHelpOptions = true)
  static final class Show extends Look {
    @Parameters(paramLabel = "SERIAL")
    private String serial = "";

    @Override
    @Nullable Table look(SqlConnection db, String institution, Terms terms, Instant now) {
      return SerialNumber.parse(serial)
          .flatMap(its -> FobSheet.of(db, institution, its, terms))
          .map(sheet -> new Table(sheet.toJson(), "movements"))
          .orElse(null);
    }
  }

  @Command(
      name = "count",
      description = "How many fobs there are, by branch, make, state and inspection.",
      mixinStandardHelpOptions = true)
  static final class Count extends Look {
    @Option(
        names = "--branch",
        converter = PlaceCode.OfBranch.class,
        paramLabel = "BRANCH",
        description = "only there")
    private @Nullable String branch;

    @Option(names = "--make", paramLabel = "PREFIX", description = "only of it")
    private @Nullable String make;

    @Override
    Optional<Known> missing(SqlConnection db, String institution) {
      return Known.missing(db, institution, branch, null, null);
    }

    @Override
    Table look(SqlConnection db, String institution, Terms terms, Instant now) {
      return new Table(TokenCounts.of(db, institution, branch, make), "sorts");
    }
  }

  @Command(
      name = "branches",
      description = "The branches that fobs may lie at.",
      mixinStandardHelpOptions = true)
  static final class AllBranches extends Look {
    @Override
    Table look(SqlConnection db, String institution, Terms terms, Instant now) {
      var all = new JsonArray();
      Branches.all(db, institution).forEach(branch -> all.add(branch.toJson()));
      return new Table(new JsonObject().put("branches", all), "branches");
    }
  }

  @Command(
      name = "low",
      description = "For how many days each branch's stock of a make will last.",
      mixinStandardHelpOptions = true)
  static final class Low extends Look {
    @Override
    Table look(SqlConnection db, String institution, Terms terms, Instant now) {
      return new Table(
          LowStock.report(LowStock.of(db, institution, terms, now).await(), terms), "lines");
    }
  }

  @Command(
      name = "battery",
      description = "When batteries are expected to be empty, by make and delivery.",
      mixinStandardHelpOptions = true)
  static final class Battery extends Look {
    @Override
    Table look(SqlConnection db, String institution, Terms terms, Instant now) {
      return new Table(BatteryReport.of(db, institution, terms), "deliveries");
    }
  }
}
