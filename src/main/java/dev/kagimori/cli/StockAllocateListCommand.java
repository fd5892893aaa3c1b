package dev.kagimori.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kagimori.database.OwnerOnly;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.stock.Allocation;
import dev.kagimori.stock.Known;
import dev.kagimori.token.Owner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori stock allocate-list}. */
@Command(
    name = "allocate-list",
    description = {
      "Sets a fob in stock aside for each user of a list, and prints CONTRACT,USER,SERIAL.",
      "Who has one on its way keeps it: a list that was broken off is given again."
    },
    mixinStandardHelpOptions = true)
final class StockAllocateListCommand implements Callable<Integer> {
  private static final int USERS_MAX = 100_000;
  private static final Pattern USER =
      Pattern.compile("([A-Za-z0-9._-]{1,64})/([A-Za-z0-9._-]{1,64})");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--institution", required = true, paramLabel = "ID")
  private String institution = "";

  @Option(
      names = "--box",
      converter = PlaceCode.OfBox.class,
      paramLabel = "BOX",
      description = "only fobs that lie there")
  private @Nullable String box;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where they are written (default: standard output)")
  private @Nullable Path output;

  @Parameters(paramLabel = "FILE", description = "CONTRACT/USER, one a line")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    var screen = new Screen(spec);
    var users = new ArrayList<Owner>();
    try (var lines = Files.lines(file)) {
      for (var line : (Iterable<String>) lines::iterator) {
        if (line.isBlank()) continue;
        var parts = USER.matcher(line.strip());
        if (!parts.matches() || users.size() == USERS_MAX)
          return screen.refused(
              "%d人目: 一行に 契約/利用者 を一つ、%d人まで書いてください。".formatted(users.size() + 1, USERS_MAX),
              "User %d: write one CONTRACT/USER a line, %d at most."
                  .formatted(users.size() + 1, USERS_MAX));
        users.add(new Owner(parts.group(1), parts.group(2)));
      }
    }
    return allocate(users, screen);
  }

  private int allocate(List<Owner> users, Screen screen) throws IOException {
    try (var office = Office.open(database)) {
      if (!Tx.reading(office.pool(), db -> Institutions.exists(db, institution)))
        return screen.refused(
            "--institution: 金融機関 " + institution + " はありません。",
            "--institution: there is no institution " + institution + ".");
      if (Tx.reading(office.pool(), db -> Known.missing(db, institution, null, box, null))
          .isPresent())
        return screen.refused(
            "--box: この箱に入っているトークンはありません。kagimori stock fobs で確認してください。",
            "--box: no fob lies in such a box; see kagimori stock fobs.");
      return allocate(users, screen, office);
    }
  }

  private int allocate(List<Owner> users, Screen screen, Office office) throws IOException {
    List<Owner> without;
    try {
      without =
          output == null
              ? list(users, office, this::print)
              : OwnerOnly.overwrite(output, out -> list(users, office, lines(out)));
    } catch (IOException e) {
      return screen.refused(
          "一覧を書き込めませんでした（%s）。出力先と空き容量を確認して同じ一覧で再実行してください。割当済みのトークンは変わりません。"
              .formatted(e.getMessage()),
          "The list could not be written (%s). Look where it goes, make room, and give the same list"
                  .formatted(e.getMessage())
              + " again; what is allocated stays so.");
    }
    if (without.isEmpty()) return Screen.DONE;
    var first = without.getFirst().contract() + "/" + without.getFirst().user();
    return screen.refused(
        "%d人に割り当てられませんでした（最初は %s）。在庫と利用者を確認してください。".formatted(without.size(), first),
        "%d users got none (the first is %s): look at the stock, and whether the users are there."
            .formatted(without.size(), first));
  }

  private interface Lines {
    void add(String line) throws IOException;
  }

  /** At once: a fob that is set aside and not told would wait for nobody. */
  private static Lines lines(OutputStream out) {
    return line -> {
      out.write((line + "\n").getBytes(UTF_8));
      out.flush();
    };
  }

  private void print(String line) throws IOException {
    var out = spec.commandLine().getOut();
    out.println(line);
    if (out.checkError()) throw new IOException("standard output");
  }

  /** Who got none. */
  private List<Owner> list(List<Owner> users, Office office, Lines lines) throws IOException {
    var without = new ArrayList<Owner>();
    var allocation = new Allocation(office.pool(), office.terms());
    var source = office.source();
    for (var user : users) {
      Optional<Allocation.Outcome> outcome =
          Tx.in(
              office.pool(),
              db -> allocation.allocateNext(db, institution, user, box, source, Instant.now()));
      if (outcome.isPresent()
          && outcome.get() instanceof Allocation.Outcome.Allocated(var serial, var to))
        lines.add(to.contract() + "," + to.user() + "," + serial);
      else without.add(user);
    }
    return without;
  }
}
