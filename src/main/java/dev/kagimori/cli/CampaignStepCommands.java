package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Custody;
import dev.kagimori.stock.campaign.Allocating;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.Order;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Reminding;
import dev.kagimori.stock.campaign.Retiring;
import dev.kagimori.stock.campaign.Shipping;
import dev.kagimori.stock.campaign.Switching;
import dev.kagimori.stock.campaign.Undoing;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Steps of campaigns, each of which may be called again after whatever broke it off. */
final class CampaignStepCommands {
  private static final Duration LONG = Duration.ofHours(2);

  private CampaignStepCommands() {}

  /** One that tells on the way how many are done. */
  abstract static class Step extends CampaignOf {
    private final String done;

    Step(String done) {
      this.done = done;
    }

    @Override
    final int run(Office office, Campaign campaign) {
      office.keyring().load(institution());
      var screen = screen();
      return screen.told(step(office, order(office), screen.progress(done)));
    }

    abstract Outcome step(Office office, Order order, IntConsumer progress);
  }

  @Command(
      name = "allocate",
      description = "Sets a fob aside for each member; nothing where there are too few.")
  static final class Allocate extends Step {
    @Option(names = "--partial", description = "for the first ones, where there are too few")
    private boolean partial;

    Allocate() {
      super("allocated");
    }

    @Override
    Outcome step(Office office, Order order, IntConsumer progress) {
      return new Allocating(office.pool(), office.terms()).run(order, partial, LONG, progress);
    }
  }

  @Command(
      name = "ship",
      description = {
        "Marks what is set aside as handed to the post, and tells the users.",
        "The status is 1 where one that was named was not shipped."
      })
  static final class Ship extends Step {
    @Parameters(
        index = "1..*",
        paramLabel = "SERIAL",
        description = "of new fobs; - reads them from a scanner; none: all")
    private @Nullable List<String> typed;

    private @Nullable List<SerialNumber> serials;

    Ship() {
      super("shipped");
    }

    @Override
    boolean misfits() throws IOException {
      if (typed != null) serials = fobs().serials(typed).orElse(null);
      return typed != null && serials == null;
    }

    @Override
    Outcome step(Office office, Order order, IntConsumer progress) {
      return new Shipping(office.pool(), office.terms(), new Outbox(office.keyring()))
          .run(order, serials, LONG, progress);
    }
  }

  @Command(
      name = "remind",
      description = "Mails who has the new fob and uses the old one: what is due.")
  static final class Remind extends Step {
    @Option(names = "--number", paramLabel = "N", description = "1 to 9: that reminder, now")
    private @Nullable Integer number;

    Remind() {
      super("reminded");
    }

    @Override
    boolean misfits() {
      if (number == null || (number >= 1 && number <= 9)) return false;
      screen().refused("--number は 1〜9 です。", "--number is 1 to 9.");
      return true;
    }

    @Override
    Outcome step(Office office, Order order, IntConsumer progress) {
      return new Reminding(office.pool(), office.terms(), new Outbox(office.keyring()))
          .run(order, number, LONG, progress);
    }
  }

  @Command(name = "undo", description = "Takes back what was set aside and not shipped.")
  static final class Undo extends Step {
    @Option(names = "--left-over", description = "only of users whose old registration has ended")
    private boolean leftOver;

    Undo() {
      super("taken back");
    }

    @Override
    Outcome step(Office office, Order order, IntConsumer progress) {
      return new Undoing(office.pool()).run(order, leftOver, LONG, progress);
    }
  }

  @Command(
      name = "retire",
      description = "After the last day, ends old fobs of who was sent a new one.")
  static final class Retire extends Step {
    @Option(
        names = "--confirm",
        required = true,
        paramLabel = "N",
        description = "how many there are: \"shipped\" of the counts")
    private long count;

    Retire() {
      super("retired");
    }

    @Override
    Outcome step(Office office, Order order, IntConsumer progress) {
      var custody = new Custody(office.pool(), office.terms(), office.keyring());
      return new Retiring(office.pool(), custody).run(order, count, LONG, progress);
    }
  }

  /** One that changes nothing but the campaign. */
  abstract static class Turn extends CampaignOf {
    @Override
    final int run(Office office, Campaign campaign) {
      var order = order(office);
      return screen().told(Tx.in(office.pool(), db -> turn(db, order)));
    }

    abstract Outcome turn(SqlClient db, Order order);
  }

  @Command(name = "pause", description = "Stops all steps.")
  static final class Pause extends Turn {
    @Override
    Outcome turn(SqlClient db, Order order) {
      return Switching.pause(db, order);
    }
  }

  @Command(name = "resume", description = "Goes on.")
  static final class Resume extends Turn {
    @Override
    Outcome turn(SqlClient db, Order order) {
      return Switching.resume(db, order);
    }
  }

  @Command(
      name = "close",
      description = "Ends it for good; old fobs that come back may still be booked in.")
  static final class Close extends Turn {
    @Option(
        names = "--confirm",
        paramLabel = "N",
        description = "how many are left without: \"waiting\" and \"shipped\" of the counts")
    private long count;

    @Override
    Outcome turn(SqlClient db, Order order) {
      return Switching.close(db, order, count);
    }
  }
}
