package dev.kagimori.cli;

import dev.kagimori.stock.Selection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which fobs. */
final class StockWhich {
  @Option(
      names = "--serials",
      split = ",",
      required = true,
      paramLabel = "SERIAL",
      description = "these; - reads one a line")
  private @Nullable List<String> serials;

  @Option(
      names = "--box",
      required = true,
      converter = PlaceCode.OfBox.class,
      paramLabel = "BOX",
      description = "what is in it")
  private @Nullable String box;

  @Option(
      names = "--delivery",
      required = true,
      paramLabel = "N",
      description = "what was delivered at once")
  private @Nullable Integer delivery;

  @Option(
      names = "--range",
      required = true,
      paramLabel = "FROM..TO",
      description = "from one serial number to another")
  private @Nullable String range;

  Optional<Selection> selection(StockScreen screen) throws IOException {
    if (serials != null) return screen.serials(serials).map(Selection.Serials::new);
    if (box != null) return Optional.of(new Selection.Box(box));
    if (delivery != null) return Optional.of(new Selection.OfDelivery(delivery));
    var ends = range == null ? new String[0] : range.split("\\.\\.", -1);
    if (ends.length != 2) {
      screen.refused("--range は FROM..TO の形です。", "--range is of the form FROM..TO.");
      return Optional.empty();
    }
    var to = screen.serial(ends[1]);
    return screen.serial(ends[0]).flatMap(from -> to.map(last -> new Selection.Range(from, last)));
  }
}
