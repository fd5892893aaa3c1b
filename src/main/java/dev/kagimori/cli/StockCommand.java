package dev.kagimori.cli;

import dev.kagimori.station.desk.CheckCommand;
import dev.kagimori.station.desk.TakeCommand;
import dev.kagimori.stock.Allocation;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori stock}. */
@Command(
    name = "stock",
    description = "Fobs in stock.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StockImportCommand.class,
      StockExportCommand.class,
      StockAllocateListCommand.class,
      StockLookCommands.Fobs.class,
      StockLookCommands.Show.class,
      StockLookCommands.Count.class,
      StockLookCommands.AllBranches.class,
      StockLookCommands.Low.class,
      StockLookCommands.Battery.class,
      StockHandCommands.Move.class,
      StockHandCommands.Withdraw.class,
      StockHandCommands.Ship.class,
      StockHandCommands.HandOver.class,
      StockHandCommands.Return.class,
      StockHandCommands.Scrap.class,
      StockHandCommands.BranchAdd.class,
      CheckCommand.class,
      TakeCommand.class,
      CampaignCommand.class
    })
public final class StockCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "allocate",
      description = "Sets a fob aside for the user it is shipped to.",
      mixinStandardHelpOptions = true)
  int allocate(
      @Mixin DatabaseOptions database,
      @Parameters(paramLabel = "INSTITUTION") String institution,
      @Parameters(paramLabel = "SERIAL") String typed,
      @Parameters(paramLabel = "CONTRACT") String contract,
      @Parameters(paramLabel = "USER") String user) {
    var screen = new Screen(spec);
    var serial = SerialNumber.parse(typed);
    if (serial.isEmpty())
      return screen.refused(
          "シリアル番号は英数字6〜20文字です。", "A serial number is 6 to 20 letters and digits.");
    try (var office = Office.open(database)) {
      var to = new Owner(contract, user);
      return switch (new Allocation(office.pool(), office.terms())
          .allocate(institution, serial.get(), to, office.source(), Instant.now())) {
        case Allocation.Outcome.Allocated(var fob, var owner) ->
            screen.done(fob + " is allocated to " + owner.contract() + "/" + owner.user());
        case Allocation.Outcome.UnknownUser(var owner) ->
            screen.refused("その契約・利用者はありません。", "There is no such contract or user.");
        case Allocation.Outcome.UnknownSerial(var fob) ->
            screen.refused("そのシリアル番号はありません。", "There is no such serial number.");
        case Allocation.Outcome.Refused(var token, var reason) ->
            screen.refused(
                "割り当てられません。状態: %s、理由: %s。kagimori stock show %s で確認してください。"
                    .formatted(token.state(), reason, token.serial()),
                "It can't be allocated. State: %s, reason: %s; see kagimori stock show %s."
                    .formatted(token.state(), reason, token.serial()));
      };
    }
  }
}
