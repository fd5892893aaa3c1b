package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.mail.Language;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Custody;
import dev.kagimori.stock.campaign.Allocating;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.CampaignStore;
import dev.kagimori.stock.campaign.Making;
import dev.kagimori.stock.campaign.Order;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Plan;
import dev.kagimori.stock.campaign.Progress;
import dev.kagimori.stock.campaign.Reminding;
import dev.kagimori.stock.campaign.Retiring;
import dev.kagimori.stock.campaign.Returning;
import dev.kagimori.stock.campaign.Shipping;
import dev.kagimori.stock.campaign.Switching;
import dev.kagimori.stock.campaign.Undoing;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori stock campaign}: each step may be called again after whatever broke it off. */
@Command(
    name = "campaign",
    description = "Swap campaigns: a town's fobs replaced in steps.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CampaignPapersCommand.ShippingSlip.class,
      CampaignPapersCommand.LabelSheets.class,
      CampaignPapersCommand.LetterPages.class
    })
public final class CampaignCommand {
  private static final Duration LONG = Duration.ofHours(2);
  private static final Duration CHOICE = Duration.ofMinutes(5);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "new",
      description = "Lays one out: chooses whose fobs in use are replaced. Nothing is set aside.",
      mixinStandardHelpOptions = true)
  int make(
      @Mixin CampaignOptions.Where where,
      @Option(names = "--name", required = true) String name,
      @Mixin CampaignOptions.Chosen chosen,
      @Option(names = "--replace-with", required = true, split = ",", paramLabel = "PREFIX")
          List<String> replaceWith,
      @Option(names = "--from-branch", defaultValue = "HQ", paramLabel = "B") String fromBranch,
      @Option(names = "--old-until", required = true, paramLabel = "DATE") LocalDate oldUntil,
      @Option(names = "--remind-after", split = ",", paramLabel = "DAYS")
          @Nullable List<Integer> remindAfter,
      @Option(names = "--letters", defaultValue = "JA", paramLabel = "LANGUAGE") Language language)
      throws IOException {
    var screen = new CampaignScreen(spec, where.json());
    var whom = chosen.whom();
    if (!oldUntil.isAfter(LocalDate.now(BusinessDay.TOKYO)))
      return screen.refused("--old-until は明日以降の日付です。", "--old-until has to be tomorrow or later.");
    if (remindAfter != null
        && (remindAfter.size() > 9 || remindAfter.stream().anyMatch(days -> days < 1)))
      return screen.refused(
          "--remind-after は 1 以上の日数を 9 個までです。",
          "--remind-after is up to 9 numbers of days, each at least 1.");
    if (whom.isEmpty() || name.isBlank() || name.length() > 64)
      return screen.refused(
          "--name（64文字まで）と、対象の条件を一つ以上指定してください。",
          "Give --name (at most 64 characters) and at least one of --make, --delivery, "
              + "--battery-before, --branch, --list.");
    var plan =
        new Plan(
            name.strip(),
            whom,
            replaceWith,
            fromBranch,
            oldUntil,
            remindAfter == null ? List.of() : remindAfter,
            language);
    try (var office = Office.open(where.database())) {
      var made =
          Tx.in(
              office.pool(),
              CHOICE,
              db ->
                  new Making(office.terms())
                      .make(db, where.institution(), plan, office.source(), Instant.now(), CHOICE));
      return screen.made(
          made,
          () ->
              made instanceof Making.Made.Done(Campaign campaign)
                  ? Tx.reading(office.pool(), db -> Progress.counts(db, campaign))
                  : new JsonObject());
    }
  }

  @Command(name = "list", description = "The last 200.", mixinStandardHelpOptions = true)
  int list(@Mixin CampaignOptions.Where where) {
    try (var office = Office.open(where.database())) {
      var all = Tx.reading(office.pool(), db -> CampaignStore.last(db, where.institution()));
      if (where.json()) {
        var campaigns = new JsonArray();
        all.forEach(campaign -> campaigns.add(campaign.toJson()));
        return new CampaignScreen(spec, true).show(new JsonObject().put("campaigns", campaigns));
      }
      var lines = new ArrayList<String>();
      for (var one : all)
        lines.add(
            "%4d  %-10s%s  %s"
                .formatted(one.number(), one.state(), one.paused() ? " paused" : "", one.name()));
      return new Screen(spec).done(String.join(System.lineSeparator(), lines));
    }
  }

  @Command(
      name = "show",
      description = "How far it is: members by state.",
      mixinStandardHelpOptions = true)
  int show(@Mixin CampaignOptions.Which which) {
    var screen = new CampaignScreen(spec, which.where().json());
    try (var office = Office.open(which.where().database())) {
      return Tx.reading(
              office.pool(),
              db ->
                  CampaignStore.find(db, which.where().institution(), which.campaign())
                      .map(found -> found.toJson().put("counts", Progress.counts(db, found))))
          .map(screen::show)
          .orElseGet(screen::unknown);
    }
  }

  @Command(
      name = "allocate",
      description = "Sets a fob aside for each member; nothing where there are too few.",
      mixinStandardHelpOptions = true)
  int allocate(
      @Mixin CampaignOptions.Which which,
      @Option(names = "--partial", description = "for the first ones, where there are too few")
          boolean partial) {
    return step(
        which,
        (office, order) ->
            screen ->
                new Allocating(office.pool(), office.terms())
                    .run(order, partial, LONG, screen.progress("allocated")));
  }

  @Command(
      name = "ship",
      description = "Marks what is set aside as handed to the post, and tells the users.",
      mixinStandardHelpOptions = true)
  int ship(
      @Mixin CampaignOptions.Which which,
      @Parameters(index = "1..*", paramLabel = "SERIAL", description = "of new fobs; none: all")
          @Nullable List<String> typed) {
    var serials = typed == null ? Optional.<List<SerialNumber>>empty() : serials(typed);
    if (typed != null && serials.isEmpty()) return noSerial(which);
    return step(
        which,
        (office, order) ->
            screen -> {
              var outcome =
                  new Shipping(office.pool(), office.terms(), new Outbox(office.keyring()))
                      .run(order, serials.orElse(null), LONG, screen.progress("shipped"));
              int others = outcome instanceof Outcome.Shipped shipped ? shipped.not().size() : 0;
              if (others > 0)
                screen.refused(
                    others + "本は発送の対象ではありません(このキャンペーンのものでないか、発送済み)。",
                    others + " of them were not shipped: not of this campaign, or shipped before.");
              return outcome;
            });
  }

  @Command(
      name = "remind",
      description = "Mails who has the new fob and uses the old one: what is due.",
      mixinStandardHelpOptions = true)
  int remind(
      @Mixin CampaignOptions.Which which,
      @Option(names = "--number", paramLabel = "N", description = "1 to 9: that reminder, now")
          @Nullable Integer number) {
    if (number != null && (number < 1 || number > 9))
      return new CampaignScreen(spec, which.where().json())
          .refused("--number は 1〜9 です。", "--number is 1 to 9.");
    return step(
        which,
        (office, order) ->
            screen ->
                new Reminding(office.pool(), office.terms(), new Outbox(office.keyring()))
                    .run(order, number, LONG, screen.progress("reminded")));
  }

  @Command(
      name = "undo",
      description = "Takes back what was set aside and not shipped.",
      mixinStandardHelpOptions = true)
  int undo(
      @Mixin CampaignOptions.Which which,
      @Option(names = "--left-over", description = "only of users whose old registration has ended")
          boolean leftOver) {
    return step(
        which,
        (office, order) ->
            screen ->
                new Undoing(office.pool())
                    .run(order, leftOver, LONG, screen.progress("taken back")));
  }

  @Command(
      name = "retire",
      description = "After the last day, ends old fobs of who was sent a new one.",
      mixinStandardHelpOptions = true)
  int retire(
      @Mixin CampaignOptions.Which which,
      @Option(
              names = "--confirm",
              required = true,
              paramLabel = "N",
              description = "how many there are: \"shipped\" of the counts")
          long count) {
    return step(
        which,
        (office, order) ->
            screen ->
                new Retiring(
                        office.pool(), new Custody(office.pool(), office.terms(), office.keyring()))
                    .run(order, count, LONG, screen.progress("retired")));
  }

  @Command(name = "pause", description = "Stops all steps.", mixinStandardHelpOptions = true)
  int pause(@Mixin CampaignOptions.Which which) {
    return turn(which, Switching.Turn.PAUSE);
  }

  @Command(name = "resume", description = "Goes on.", mixinStandardHelpOptions = true)
  int resume(@Mixin CampaignOptions.Which which) {
    return turn(which, Switching.Turn.RESUME);
  }

  @Command(
      name = "close",
      description = "Ends it; old fobs may still be booked in.",
      mixinStandardHelpOptions = true)
  int close(@Mixin CampaignOptions.Which which) {
    return turn(which, Switching.Turn.CLOSE);
  }

  @Command(
      name = "return",
      description = "Books old fobs in that come back, and scraps them.",
      mixinStandardHelpOptions = true)
  int returns(
      @Mixin CampaignOptions.Which which,
      @Parameters(index = "1..*", arity = "1..200", paramLabel = "SERIAL") List<String> typed) {
    var screen = new CampaignScreen(spec, which.where().json());
    var serials = serials(typed);
    if (serials.isEmpty()) return noSerial(which);
    try (var office = Office.open(which.where().database())) {
      var order = order(which, office);
      return Tx.in(office.pool(), db -> new Returning(office.terms()).run(db, order, serials.get()))
          .map(results -> {
            var told = new JsonObject();
            results.forEach((serial, result) -> told.put(serial.value(), result.name()));
            return screen.show(told);
          })
          .orElseGet(screen::unknown);
    }
  }

  private int turn(CampaignOptions.Which which, Switching.Turn turn) {
    return step(
        which, (office, order) -> _ -> Tx.in(office.pool(), db -> Switching.run(db, order, turn)));
  }

  private int step(
      CampaignOptions.Which which,
      BiFunction<Office, Order, Function<CampaignScreen, Outcome>> step) {
    var screen = new CampaignScreen(spec, which.where().json());
    try (var office = Office.open(which.where().database())) {
      var order = order(which, office);
      var known =
          Tx.reading(
              office.pool(), db -> CampaignStore.find(db, order.institution(), order.campaign()));
      if (known.isEmpty()) return screen.unknown();
      office.keyring().load(order.institution());
      return screen.told(step.apply(office, order).apply(screen));
    }
  }

  private static Order order(CampaignOptions.Which which, Office office) {
    return new Order(which.where().institution(), which.campaign(), office.source(), Instant.now());
  }

  /** Empty: one of them is none. */
  private static Optional<List<SerialNumber>> serials(List<String> typed) {
    var serials = new ArrayList<SerialNumber>();
    for (var one : typed) {
      var serial = SerialNumber.parse(one);
      if (serial.isEmpty()) return Optional.empty();
      serials.add(serial.get());
    }
    return Optional.of(serials);
  }

  private int noSerial(CampaignOptions.Which which) {
    return new CampaignScreen(spec, which.where().json())
        .refused("シリアル番号は英数字6〜20文字です。", "A serial number is 6 to 20 letters and digits.");
  }
}
