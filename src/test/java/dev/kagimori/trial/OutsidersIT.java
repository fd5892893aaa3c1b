package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.registration.Custody;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 7: who guesses serial numbers and codes can't tell why it is refused, not even by time. */
class OutsidersIT {
  private static final int WARM_UP = 30;
  private static final int MEASURED = 300;
  private static final double TOLERANCE = 0.05;

  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution minato;
  private static Fob inStock;
  private static Fob elsewhere;

  private enum Wrong {
    UNKNOWN_SERIAL,
    WRONG_CODE,
    IN_STOCK,
    SOMEBODY_ELSES,
    SUSPENDED
  }

  /** A user with two fobs, of which one is suspended. */
  private record Guesser(Customer customer, Fob own, Fob suspended) {
    static Guesser of(Customer customer, Fob suspended, Fob own) {
      minato.allocate(suspended, customer);
      assertEquals(new Custody.Outcome.Done(), minato.staff(Custody.Act.SUSPEND, customer));
      minato.allocate(own, customer);
      return new Guesser(customer, own, suspended);
    }

    JsonObject shown(Wrong wrong) {
      return switch (wrong) {
        case UNKNOWN_SERIAL -> customer.shown(own).put("serial", "GM00000001");
        case WRONG_CODE -> customer.shown(own).put("code", customer.wrongCode(own));
        case IN_STOCK -> customer.shown(inStock);
        case SOMEBODY_ELSES -> customer.shown(elsewhere);
        case SUSPENDED -> customer.shown(suspended);
      };
    }
  }

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    minato =
        bank.institution(
            "minato", new JsonObject().put("failedStartsMax", 10).put("failedStartsADay", 100));
    inStock = minato.deliver(1).getFirst();
    var owner = minato.customer("c-owner");
    elsewhere = minato.shippedTo(owner);
    owner.start(elsewhere).expect(201);
    bank.time.nextStep();
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  private static List<Guesser> guessers(String contract, int count) {
    var customers = minato.business(contract, count);
    var suspended = minato.deliver(count);
    var own = minato.deliver(count);
    var guessers = new ArrayList<Guesser>();
    for (int n = 0; n < count; n++)
      guessers.add(Guesser.of(customers.get(n), suspended.get(n), own.get(n)));
    return guessers;
  }

  @Test
  void atStartAllRefusalsAreEqual() {
    var guesser = guessers("c-equal", 1).getFirst();
    var told = new HashSet<String>();
    for (var wrong : Wrong.values())
      told.add(start(guesser, wrong).expect(ProblemCode.NOT_ACCEPTED).telling());
    assertEquals(1, told.size(), told.toString());
    // far off, which is told only to the one who may start it
    var far = bank.time.instant().plus(Duration.ofMinutes(5));
    for (var fob : List.of(inStock, elsewhere, guesser.suspended()))
      told.add(
          guesser.customer().start(fob.serial(), guesser.customer().codeAt(fob, far)).telling());
    assertEquals(1, told.size(), told.toString());
    guesser
        .customer()
        .start(guesser.own().serial(), guesser.customer().codeAt(guesser.own(), far))
        .expect(ProblemCode.NEXT_CODE_NEEDED);
  }

  @Test
  void asTheNewOneOfAnExchangeAllRefusalsAreEqual() {
    var customer = minato.customer("c-exchange");
    var old = minato.shippedTo(customer);
    customer.start(old).expect(201);
    bank.time.nextStep();
    var exchange = customer.openExchange(old).expect(201).text("exchange");
    var own = minato.shippedTo(customer);
    var told = new HashSet<String>();
    var shown = customer.shown(own);
    for (var fob :
        List.of(
            shown.copy().put("serial", "GM00000001"),
            shown.copy().put("code", customer.wrongCode(own)),
            customer.shown(inStock),
            customer.shown(elsewhere),
            customer.shown(old)))
      told.add(
          customer
              .call("completeExchange")
              .exchange(exchange)
              .with(fob)
              .expect(ProblemCode.NOT_ACCEPTED)
              .telling());
    assertEquals(1, told.size(), told.toString());
    customer.completeExchange(exchange, own).expect(201);
  }

  @Test
  void guessingDoesNotWearOutAFobThatIsNotTheirs() {
    var guesser = minato.customer("c-wearing");
    var owner = minato.customer("c-worn");
    var fob = minato.shippedTo(owner);
    for (int n = 0; n < 9; n++)
      guesser.start(fob.serial(), guesser.wrongCode(fob, n)).expect(ProblemCode.NOT_ACCEPTED);
    owner.start(fob).expect(201);
  }

  private static Reply start(Guesser guesser, Wrong wrong) {
    return guesser.customer().call("start").with(guesser.shown(wrong)).on(0).send();
  }

  @Test
  void atStartAllRefusalsTakeEquallyLong() {
    BiFunction<String, Integer, Map<Wrong, Double>> measure =
        (contract, users) -> medians(guessers(contract, users));
    var first = measure.apply("c-time-1", WARM_UP + MEASURED);
    if (spread(first) <= TOLERANCE) return;
    var second = measure.apply("c-time-2", WARM_UP + MEASURED);
    assertTrue(spread(second) <= TOLERANCE, "medians in ms: " + first + ", then " + second);
  }

  /** In milliseconds; the refusals take turns, in another order for each user. */
  private static Map<Wrong, Double> medians(List<Guesser> guessers) {
    var times = new EnumMap<Wrong, List<Long>>(Wrong.class);
    for (var wrong : Wrong.values()) times.put(wrong, new ArrayList<>());
    var order = new ArrayList<>(Arrays.asList(Wrong.values()));
    for (int n = 0; n < guessers.size(); n++) {
      Collections.shuffle(order, bank.random);
      var guesser = guessers.get(n);
      var requests = new EnumMap<Wrong, Request>(Wrong.class);
      for (var wrong : order)
        requests.put(wrong, guesser.customer().call("start").with(guesser.shown(wrong)).on(0));
      for (var wrong : order) {
        var request = Objects.requireNonNull(requests.get(wrong));
        long begun = System.nanoTime();
        var reply = request.send();
        long nanos = System.nanoTime() - begun;
        reply.expect(ProblemCode.NOT_ACCEPTED);
        if (n >= WARM_UP) times.computeIfAbsent(wrong, w -> new ArrayList<>()).add(nanos);
      }
    }
    var medians = new EnumMap<Wrong, Double>(Wrong.class);
    times.forEach((wrong, all) -> {
      Collections.sort(all);
      medians.put(wrong, all.get(all.size() / 2) / 1e6);
    });
    return medians;
  }

  private static double spread(Map<Wrong, Double> medians) {
    return Collections.max(medians.values()) / Collections.min(medians.values()) - 1;
  }
}
