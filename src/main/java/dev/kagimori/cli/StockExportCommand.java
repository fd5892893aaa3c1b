package dev.kagimori.cli;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.export.StockCsv;
import dev.kagimori.stock.export.StockFilter;
import dev.kagimori.token.TokenState;
import io.vertx.sqlclient.SqlClient;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kagimori stock export}. */
@Command(
    name = "export",
    description = {
      "Writes what is known of the tokens as CSV, without seeds.",
      "Seeds are exported over HTTP alone, by two persons: POST /v1/stock/seed-exports."
    },
    mixinStandardHelpOptions = true)
final class StockExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--institution", required = true, paramLabel = "ID")
  private String institution = "";

  @Option(names = "--state", description = "only these: ${COMPLETION-CANDIDATES}")
  private @Nullable TokenState state;

  @Option(
      names = "--branch",
      converter = PlaceCode.OfBranch.class,
      paramLabel = "BRANCH",
      description = "only those of this branch")
  private @Nullable String branch;

  @Option(names = "--delivery", paramLabel = "NAME", description = "only those of this delivery")
  private @Nullable String delivery;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "a new file, for its owner alone (default: standard output)")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    var screen = new Screen(spec);
    var filter =
        new StockFilter(
            Optional.ofNullable(state), Optional.ofNullable(branch), Optional.ofNullable(delivery));
    try (var office = Office.open(database)) {
      if (!Institutions.exists(office.pool(), institution))
        return screen.refused("その金融機関はありません。", "There is no such institution.");
      if (output != null && Files.exists(output))
        return screen.refused(
            "そのファイルは既にあります。別の名前を指定してください。", "That file is there already. Please name another one.");
      if (branch != null && !Tx.reading(office.pool(), this::isBranch))
        return screen.refused(
            "--branch は帳簿にありません。入力を確認してください。", "--branch is in no book; check its spelling.");
      if (delivery != null && !Tx.reading(office.pool(), this::isDelivery))
        return screen.refused(
            "--delivery は帳簿にありません。入力を確認してください。", "--delivery is in no book; check its spelling.");
      var terms = office.terms().at(institution, Instant.now());
      var entry = Entry.of(institution, Instant.now(), office.source(), Entry.Action.EXPORT_STOCK);
      Tx.in(
          office.pool(),
          db -> {
            AuditLog.append(db, entry).await();
            return true;
          });
      var csv = new StockCsv(office.pool());
      if (output == null) {
        // System.out would not tell that it fails
        csv.write(institution, filter, terms, new FileOutputStream(FileDescriptor.out));
        return Screen.DONE;
      }
      long written = OwnerOnly.create(output, out -> csv.write(institution, filter, terms, out));
      var tokens = "%,d".formatted(written);
      return screen.done(
          "トークン %s 件を %s に書き出しました。%n%s tokens are in %s".formatted(tokens, output, tokens, output));
    }
  }

  private boolean isBranch(SqlClient db) {
    return Known.missing(db, institution, branch, null, null).isEmpty();
  }

  private boolean isDelivery(SqlClient db) {
    return Known.isDelivery(db, institution, String.valueOf(delivery));
  }
}
