package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands of {@code kagimori stock campaign} begin with. */
@Command(mixinStandardHelpOptions = true)
abstract class CampaignTask implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StockOptions options = new StockOptions();

  @Override
  public final Integer call() throws IOException {
    if (misfits()) return Screen.REFUSED;
    try (var office = Office.open(options.database())) {
      return Tx.reading(office.pool(), db -> Institutions.exists(db, institution()))
          ? run(office)
          : screen().noInstitution();
    }
  }

  /** Whether what was typed makes no sense, which it tells then. Nothing is opened before. */
  boolean misfits() throws IOException {
    return false;
  }

  /** At an institution that there is. */
  abstract int run(Office office) throws IOException;

  String institution() {
    return options.institution();
  }

  CampaignScreen screen() {
    return new CampaignScreen(spec, options);
  }

  StockScreen fobs() {
    return new StockScreen(spec, options);
  }
}
