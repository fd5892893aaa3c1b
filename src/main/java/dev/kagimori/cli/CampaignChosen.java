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
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose fobs a campaign replaces: all that fit everything that is given. */
final class CampaignChosen {
  @Option(names = "--make", paramLabel = "PREFIX", description = "of their make")
  private @Nullable String make;

  @Option(names = "--delivery", paramLabel = "N", description = "that they came with")
  private @Nullable Integer delivery;

  @Option(
      names = "--battery-before",
      paramLabel = "DATE",
      converter = Day.class,
      description = "whose battery is expected to end before")
  private @Nullable LocalDate batteryBefore;

  @Option(
      names = "--branch",
      paramLabel = "B",
      converter = PlaceCode.OfBranch.class,
      description = "that they came from")
  private @Nullable String branch;

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "a line each: a serial number, CONTRACT/ for its users, or CONTRACT/USER")
  private @Nullable Path list;

  /** Empty: the list is none, which is told. */
  Optional<Whom> whom(CampaignScreen screen) throws IOException {
    if (list == null)
      return Optional.of(new Whom(make, delivery, batteryBefore, branch, null, null, null));
    var serials = new ArrayList<SerialNumber>();
    var contracts = new ArrayList<String>();
    var owners = new ArrayList<Owner>();
    int number = 0;
    for (var line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
      number++;
      var text = (number == 1 ? line.replaceFirst("^\uFEFF", "") : line).strip();
      int slash = text.indexOf('/');
      if (text.isEmpty()) continue;
      if (slash < 0) {
        var serial = SerialNumber.parse(text);
        if (serial.isEmpty()) {
          screen.refused(
              "--list の%d行目はシリアル番号ではありません: %s".formatted(number, text),
              "--list, line %d: no serial number: %s".formatted(number, text));
          return Optional.empty();
        }
        serials.add(serial.get());
      } else if (slash == text.length() - 1) contracts.add(text.substring(0, slash));
      else owners.add(new Owner(text.substring(0, slash), text.substring(slash + 1)));
    }
    if (Stream.of(serials, contracts, owners).filter(some -> !some.isEmpty()).count() != 1) {
      screen.refused(
          "--list のファイルは1種類（シリアル番号、契約、利用者）だけにしてください。",
          "A list has serial numbers, contracts or users: of one kind, and one at least.");
      return Optional.empty();
    }
    return Optional.of(
        new Whom(
            make,
            delivery,
            batteryBefore,
            branch,
            orNull(serials),
            orNull(contracts),
            orNull(owners)));
  }

  private static <T> @Nullable List<T> orNull(List<T> some) {
    return some.isEmpty() ? null : some;
  }
}
