package dev.kagimori.cli;

import dev.kagimori.stock.Destination;
import dev.kagimori.stock.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where fobs are laid. */
final class StockPlace {
  @Option(
      names = "--to-branch",
      converter = PlaceCode.OfBranch.class,
      paramLabel = "BRANCH",
      description = "its code; what comes back is laid at HQ unless said otherwise")
  private @Nullable String branch;

  @Option(
      names = "--to-box",
      converter = PlaceCode.OfBox.class,
      paramLabel = "BOX",
      description = "A-Z, 0-9, -; '' takes out")
  private @Nullable String box;

  @Option(
      names = {"--to-shelf", "--shelf"},
      converter = PlaceCode.OfBox.class,
      paramLabel = "SHELF",
      description = "A-Z, 0-9, -; '' takes off")
  private @Nullable String shelf;

  /** Empty: nowhere. */
  Optional<Destination> destination() {
    return branch == null && box == null && shelf == null
        ? Optional.empty()
        : Optional.of(new Destination(branch, box, shelf));
  }

  /** Of what comes from outside: what is not said is at the head office, and in none. */
  Place place() {
    return new Place(branch == null ? Place.HEAD_OFFICE : branch, none(box), none(shelf));
  }

  private static @Nullable String none(@Nullable String given) {
    return given == null || given.isEmpty() ? null : given;
  }
}
