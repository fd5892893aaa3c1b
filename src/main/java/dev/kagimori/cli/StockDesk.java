package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command on one institution's fobs. */
abstract class StockDesk implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StockOptions options = new StockOptions();

  StockScreen screen() {
    return new StockScreen(spec, options);
  }

  String institution() {
    return options.institution();
  }

  /** What is wrong with how the command was given; status 2. */
  ParameterException wrong(String ja, String en) {
    return new ParameterException(spec.commandLine(), ja + System.lineSeparator() + en);
  }

  /** Works where the institution is known, and refuses where it is not. */
  int inside(ToIntFunction<Office> work) {
    try (var office = Office.open(options.database())) {
      return Tx.reading(office.pool(), db -> Institutions.exists(db, institution()))
          ? work.applyAsInt(office)
          : screen().noSuchInstitution(institution());
    }
  }
}
