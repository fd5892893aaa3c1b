package dev.kagimori.cli;

import dev.kagimori.database.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kagimori migrate}. */
@Command(
    name = "migrate",
    description = {
      "Brings the schema up to date.",
      "--database is a URI of the role that owns the schema; the embedded one migrates itself."
    },
    mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (database.isEmbedded()) {
      database.use().close();
      return new Screen(spec).done("the schema is current");
    }
    int run = Migrations.migrate(database.owner());
    return new Screen(spec).done(run + " migrations run; the schema is current");
  }
}
