package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.Terms;
import dev.kagimori.stock.BatteryReport;
import dev.kagimori.stock.Branches;
import dev.kagimori.stock.FobFilter;
import dev.kagimori.stock.FobList;
import dev.kagimori.stock.FobSheet;
import dev.kagimori.stock.LowStock;
import dev.kagimori.stock.TokenCounts;
import dev.kagimori.token.Inspection;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What of {@code kagimori stock} changes nothing. */
final class StockLookCommands {
  private StockLookCommands() {}

  /** One that looks at something. */
  abstract static class Look implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private StockOptions options = new StockOptions();

    abstract @Nullable JsonObject look(
        SqlConnection db, String institution, Terms terms, Instant now);

    /** What of it is a table. */
    abstract String rows();

    @Override
    public Integer call() {
      var screen = new StockScreen(spec, options);
      var now = Instant.now();
      try (var office = Office.open(options.database())) {
        var institution = options.institution();
        if (!Tx.reading(office.pool(), db -> Institutions.exists(db, institution)))
          return screen.refused(
              "金融機関 " + institution + " はありません。", "There is no institution " + institution + ".");
        var terms = office.terms().at(options.institution(), now);
        var told = Tx.reading(office.pool(), db -> look(db, options.institution(), terms, now));
        return told == null ? screen.noSuchFob() : screen.show(told, rows());
      }
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

    @Option(names = "--branch", paramLabel = "BRANCH", description = "its code")
    private @Nullable String branch;

    @Option(names = "--box", paramLabel = "BOX", description = "what is in it")
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
    @Nullable JsonObject look(SqlConnection db, String institution, Terms terms, Instant now) {
      var begin = after == null ? null : SerialNumber.parse(after).orElse(null);
      var most = Math.clamp(limit, 1, FobFilter.LIMIT_MAX);
      var filter = new FobFilter(state, inspection, branch, box, delivery, make, begin, most);
      return FobList.of(db, institution, filter).toJson();
    }

    @Override
    String rows() {
      return "fobs";
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
    @Nullable JsonObject look(SqlConnection db, String institution, Terms terms, Instant now) {
      return SerialNumber.parse(serial)
          .flatMap(its -> FobSheet.of(db, institution, its, terms))
          .map(FobSheet::toJson)
          .orElse(null);
    }

    @Override
    String rows() {
      return "movements";
    }
  }

  @Command(
      name = "count",
      description = "How many fobs there are, by branch, make, state and inspection.",
      mixinStandardHelpOptions = true)
  static final class Count extends Look {
    @Option(names = "--branch", paramLabel = "BRANCH", description = "only there")
    private @Nullable String branch;

    @Option(names = "--make", paramLabel = "PREFIX", description = "only of it")
    private @Nullable String make;

    @Override
    JsonObject look(SqlConnection db, String institution, Terms terms, Instant now) {
      return TokenCounts.of(db, institution, branch, make);
    }

    @Override
    String rows() {
      return "sorts";
    }
  }

  @Command(
      name = "branches",
      description = "The branches that fobs may lie at.",
      mixinStandardHelpOptions = true)
  static final class AllBranches extends Look {
    @Override
    JsonObject look(SqlConnection db, String institution, Terms terms, Instant now) {
      var all = new JsonArray();
      Branches.all(db, institution).forEach(branch -> all.add(branch.toJson()));
      return new JsonObject().put("branches", all);
    }

    @Override
    String rows() {
      return "branches";
    }
  }

  @Command(
      name = "low",
      description = "For how many days each branch's stock of a make will last.",
      mixinStandardHelpOptions = true)
  static final class Low extends Look {
    @Override
    JsonObject look(SqlConnection db, String institution, Terms terms, Instant now) {
      return LowStock.report(LowStock.of(db, institution, terms, now).await(), terms);
    }

    @Override
    String rows() {
      return "lines";
    }
  }

  @Command(
      name = "battery",
      description = "When batteries are expected to be empty, by make and delivery.",
      mixinStandardHelpOptions = true)
  static final class Battery extends Look {
    @Override
    JsonObject look(SqlConnection db, String institution, Terms terms, Instant now) {
      return BatteryReport.of(db, institution, terms);
    }

    @Override
    String rows() {
      return "deliveries";
    }
  }
}
