package dev.kagimori.cli;

import dev.kagimori.stock.campaign.Whom;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code kagimori stock campaign} is told. */
final class CampaignOptions {
  private CampaignOptions() {}

  /** Where, and how it answers. */
  static final class Where {
    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--institution", required = true, paramLabel = "ID")
    private String institution = "";

    @Option(names = "--json", description = "answers as the API does, for scripts")
    private boolean json;

    DatabaseOptions database() {
      return database;
    }

    String institution() {
      return institution;
    }

    boolean json() {
      return json;
    }
  }

  /** The same, and which campaign. */
  static final class Which {
    @Mixin private Where where = new Where();

    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "its number")
    private int campaign;

    Where where() {
      return where;
    }

    int campaign() {
      return campaign;
    }
  }

  /** Whose fobs: all that fit everything that is given. */
  static final class Chosen {
    @Option(names = "--make", paramLabel = "PREFIX", description = "of their make")
    private @Nullable String make;

    @Option(names = "--delivery", paramLabel = "N", description = "that they came with")
    private @Nullable Integer delivery;

    @Option(
        names = "--battery-before",
        paramLabel = "DATE",
        description = "whose battery is expected to end before")
    private @Nullable LocalDate batteryBefore;

    @Option(names = "--branch", paramLabel = "B", description = "that they came from")
    private @Nullable String branch;

    @Option(
        names = "--list",
        paramLabel = "FILE",
        description = "a line each: a serial number, CONTRACT/ for its users, or CONTRACT/USER")
    private @Nullable Path list;

    Whom whom() throws IOException {
      if (list == null) return new Whom(make, delivery, batteryBefore, branch, null, null, null);
      var serials = new ArrayList<SerialNumber>();
      var contracts = new ArrayList<String>();
      var owners = new ArrayList<Owner>();
      for (var line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
        var text = line.strip();
        if (text.isEmpty()) continue;
        int slash = text.indexOf('/');
        if (slash < 0)
          serials.add(
              SerialNumber.parse(text)
                  .orElseThrow(() ->
                      new IOException(
                          "シリアル番号ではありません: %s%nnot a serial number: %s".formatted(text, text))));
        else if (slash == text.length() - 1) contracts.add(text.substring(0, slash));
        else owners.add(new Owner(text.substring(0, slash), text.substring(slash + 1)));
      }
      int sorts = sort(serials) + sort(contracts) + sort(owners);
      if (sorts != 1)
        throw new IOException(
            "--list のファイルは1種類（シリアル番号、契約、利用者）だけにしてください。%n".formatted()
                + "A list has serial numbers, contracts or users: of one kind, and one at least.");
      return new Whom(
          make,
          delivery,
          batteryBefore,
          branch,
          serials.isEmpty() ? null : serials,
          contracts.isEmpty() ? null : contracts,
          owners.isEmpty() ? null : owners);
    }

    private static int sort(List<?> some) {
      return some.isEmpty() ? 0 : 1;
    }
  }
}
