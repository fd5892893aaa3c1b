package dev.kagimori.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.stock.campaign.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CampaignScreenTest {
  private final CommandLine line = new CommandLine(new CampaignCommand());
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int told(Outcome outcome) {
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new CampaignScreen(line.getCommandSpec(), new StockOptions()).told(outcome);
  }

  @Test
  void whatIsToldOnTheWayStandsOnALineOfItsOwn() {
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var screen = new CampaignScreen(line.getCommandSpec(), new StockOptions());
    screen.progress("shipped").accept(2);
    screen.told(new Outcome.UnknownCampaign());
    assertTrue(err.toString().startsWith("\rshipped: 2" + System.lineSeparator()), err::toString);
  }

  @Test
  void aStepThatIsNotFinishedIsNoSuccess() {
    assertEquals(0, told(new Outcome.Done(3, true)));
    assertEquals(0, told(new Outcome.Shipped(3, true, Map.of())));
    assertEquals("", err.toString());
    assertEquals(1, told(new Outcome.Done(3, false)));
    assertTrue(err.toString().contains("give the command again"), err::toString);
    assertTrue(err.toString().contains("再度実行"), err::toString);
    assertEquals(1, told(new Outcome.Shipped(3, false, Map.of())));
    assertTrue(out.toString().contains("finished"), out::toString);
  }
}
