package dev.kagimori.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kagimori.http.Call;
import dev.kagimori.http.Caller;
import dev.kagimori.http.Deadline;
import dev.kagimori.verification.WaitingLine.Entry;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingLineTest {
  private static final long NOW = System.nanoTime();

  /** Less than an ask waits at most, so that its own deadline is the one that counts. */
  private static final int MOMENTS = 1_000_000;

  private static Ask ask(String user, long until) {
    return new Ask(
        new Call(
            new Caller("minato", "web", "127.0.0.1", "r-1"),
            "POST",
            "/",
            Map.of("contract", "c-1", "user", user),
            Map.of(),
            new JsonObject().put("code", "123456").put("operation", "LOGIN"),
            Optional.empty(),
            new Deadline(until)),
        Optional.empty());
  }

  private static Ask ask(String user) {
    return ask(user, NOW + MOMENTS);
  }

  private static List<Ask> join(WaitingLine line, String... users) {
    var asks = new ArrayList<Ask>();
    for (var user : users) {
      var ask = ask(user);
      assertEquals(Entry.WAITS, line.join(ask));
      asks.add(ask);
    }
    return asks;
  }

  @Test
  void oneOfEachUserIsAtWorkAndTheNextOnlyWhenItHasLeft() {
    var line = new WaitingLine(100);
    var asks = join(line, "taro", "taro", "hanako");
    assertEquals(List.of(asks.get(0), asks.get(2)), line.take(100));
    assertEquals(List.of(), line.take(100));
    line.leave(asks.get(2));
    assertEquals(List.of(), line.take(100));
    line.leave(asks.get(0));
    assertEquals(List.of(asks.get(1)), line.take(100));
    line.leave(asks.get(1));
    assertEquals(0, line.size());
  }

  @Test
  void whoeverAsksMuchTakesTurnsWithTheOthers() {
    var line = new WaitingLine(100);
    var asks = join(line, "taro", "taro", "taro", "taro", "hanako", "jiro", "hanako");
    var order = new ArrayList<Ask>();
    while (line.hasReady()) {
      var one = line.take(1).getFirst();
      order.add(one);
      line.leave(one);
    }
    assertEquals(IntStream.of(0, 4, 5, 1, 6, 2, 3).mapToObj(asks::get).toList(), order);
  }

  @Test
  void eightOfOneUserWaitBesidesTheOneAtWork() {
    var line = new WaitingLine(100);
    join(line, "taro");
    line.take(1);
    for (int n = 0; n < WaitingLine.OF_ONE_USER; n++) join(line, "taro");
    assertEquals(Entry.USER_HAS_TOO_MANY, line.join(ask("taro")));
    join(line, "hanako");
    assertEquals(9, line.size());
  }

  @Test
  void whoeverComesWhenAllPlacesAreTakenIsTurnedAway() {
    var line = new WaitingLine(3);
    join(line, "taro", "hanako", "jiro");
    assertEquals(Entry.FULL, line.join(ask("saburo")));
    assertEquals(Entry.FULL, line.join(ask("taro")));
    line.take(1);
    join(line, "taro");
  }

  @Test
  void whatIsJudgedAnewIsTheUsersNextButTakesItsTurnAmongTheOthers() {
    var line = new WaitingLine(100);
    var asks = join(line, "taro", "taro", "hanako");
    line.take(1);
    line.again(asks.get(0));
    assertEquals(List.of(asks.get(2), asks.get(0)), line.take(100));
  }

  @Test
  void whatIsNotAtWorkCannotLeave() {
    var line = new WaitingLine(100);
    var asks = join(line, "taro");
    assertThrows(IllegalStateException.class, () -> line.leave(asks.getFirst()));
    assertThrows(IllegalStateException.class, () -> line.again(asks.getFirst()));
    line.take(1);
    line.leave(asks.getFirst());
    assertThrows(IllegalStateException.class, () -> line.leave(asks.getFirst()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void doesWhatAListOfAllWhoWaitWouldDo(long seed) {
    var random = new Random(seed);
    int users = 1 + random.nextInt(20);
    int places = 1 + random.nextInt(60);
    var model = new Model(places);
    var line = new WaitingLine(places);
    var seen = new HashSet<Ask>();
    var joined = new HashSet<Ask>();
    for (int n = 0; n < 20_000; n++) {
      model.operation = n;
      int what = random.nextInt(100);
      if (what < 50) {
        var ask = ask("u" + random.nextInt(users), NOW + random.nextInt(MOMENTS));
        var entry = model.join(ask);
        assertEquals(entry, line.join(ask));
        if (entry == Entry.WAITS) joined.add(ask);
      } else if (what < 65) {
        int most = random.nextInt(users + 2);
        assertEquals(model.take(most), line.take(most));
      } else if (what < 98) {
        if (model.atWork.isEmpty()) continue;
        var ask = List.copyOf(model.atWork.values()).get(random.nextInt(model.atWork.size()));
        model.atWork.remove(ask.asker());
        if (what < 90) {
          line.leave(ask);
          seen.add(ask);
        } else {
          model.of(ask).addFirst(ask);
          line.again(ask);
        }
      } else {
        long now = NOW + random.nextInt(MOMENTS);
        var late = model.late(now);
        var told = line.late(now);
        assertEquals(new HashSet<>(late), new HashSet<>(told));
        assertEquals(late.size(), told.size());
        seen.addAll(late);
      }
      model.note();
      assertEquals(model.size(), line.size());
      assertEquals(!model.readySince.isEmpty(), line.hasReady());
    }
    for (var ask : model.atWork.values()) line.leave(ask);
    seen.addAll(model.atWork.values());
    while (line.hasReady())
      for (var ask : line.take(3)) {
        line.leave(ask);
        seen.add(ask);
      }
    assertEquals(0, line.size());
    assertEquals(joined, seen);
  }

  /** All who wait, and since which operation each user has somebody to be taken. */
  private static final class Model {
    final Map<Ask.Asker, Ask> atWork = new HashMap<>();
    final Map<Ask.Asker, Integer> readySince = new HashMap<>();
    int operation;
    private final Map<Ask.Asker, List<Ask>> waiting = new HashMap<>();
    private final int places;

    Model(int places) {
      this.places = places;
    }

    List<Ask> of(Ask ask) {
      return waiting.computeIfAbsent(ask.asker(), _ -> new ArrayList<>());
    }

    int size() {
      return waiting.values().stream().mapToInt(List::size).sum();
    }

    Entry join(Ask ask) {
      if (size() >= places) return Entry.FULL;
      if (of(ask).size() >= 8) return Entry.USER_HAS_TOO_MANY;
      of(ask).add(ask);
      return Entry.WAITS;
    }

    List<Ask> take(int most) {
      var taken =
          readySince.entrySet().stream()
              .sorted(Map.Entry.comparingByValue())
              .limit(most)
              .map(user -> Objects.requireNonNull(waiting.get(user.getKey())).removeFirst())
              .toList();
      for (var ask : taken) atWork.put(ask.asker(), ask);
      return taken;
    }

    List<Ask> late(long now) {
      var late =
          waiting.values().stream()
              .flatMap(List::stream)
              .filter(ask -> now > ask.call().deadline().nanos())
              .toList();
      waiting.values().forEach(of -> of.removeAll(late));
      return late;
    }

    void note() {
      waiting.forEach((user, of) -> {
        if (of.isEmpty() || atWork.containsKey(user)) readySince.remove(user);
        else readySince.putIfAbsent(user, operation);
      });
    }
  }
}
