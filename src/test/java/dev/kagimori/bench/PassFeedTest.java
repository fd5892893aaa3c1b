package dev.kagimori.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassFeedTest {
  private static final int TOKENS = 500;

  private final byte[] secret = new byte[32];
  private final BenchTime time;

  PassFeedTest(@TempDir Path directory) {
    new Random(1).nextBytes(secret);
    Secrets.seed(secret);
    time = new BenchTime(directory.resolve("clock"));
    time.reach(1_000);
  }

  @Test
  void eachPassHasEveryTokenOnceWithTheCodeOfItsStep() {
    var feed = feed(Mix.VERIFY, 0);
    var maker = new CodeMaker(secret);
    feed.prepare(TOKENS + 100);
    for (int pass = 0; pass < 3; pass++) {
      var numbers = new HashSet<Integer>();
      for (int i = 0; i < TOKENS; i++) {
        long item = feed.next();
        numbers.add(Item.number(item));
        assertEquals(maker.code(Item.number(item), time.step()), Item.code(item));
        feed.done(item, Outcome.ACCEPTED);
      }
      assertEquals(TOKENS, numbers.size());
      assertEquals(1_001 + pass, time.step());
    }
  }

  @Test
  void aPassWaitsForTheOneBeforeTheLast() {
    var feed = feed(Mix.VERIFY, 0);
    var first = feed.next();
    for (int i = 1; i < 2 * TOKENS; i++)
      if (i < TOKENS) feed.done(feed.next(), Outcome.ACCEPTED);
      else feed.next();
    assertEquals(Feed.NOT_YET, feed.next());
    assertEquals(1_002, time.step());
    feed.done(first, Outcome.ACCEPTED);
    assertTrue(feed.next() >= 0);
    assertEquals(1_003, time.step());
  }

  @Test
  void wrongAndUsedCodesNeverFollowOneAnother() {
    var feed = feed(Mix.MIXED_CODES, 0);
    var counts = new EnumMap<Item.Kind, Integer>(Item.Kind.class);
    var last = new HashMap<Integer, Item.Kind>();
    for (int i = 0; i < 20 * TOKENS; i++) {
      long item = feed.next();
      var kind = Item.kind(item);
      counts.merge(kind, 1, Integer::sum);
      if (kind != Item.Kind.RIGHT)
        assertEquals(
            Item.Kind.RIGHT,
            last.getOrDefault(Item.number(item), Item.Kind.RIGHT),
            "what came before " + kind);
      last.put(Item.number(item), kind);
      feed.done(item, kind == Item.Kind.RIGHT ? Outcome.ACCEPTED : Outcome.WRONG);
    }
    assertTrue(counts.getOrDefault(Item.Kind.WRONG, 0) > TOKENS);
    assertTrue(counts.getOrDefault(Item.Kind.REPLAY, 0) > TOKENS);
  }

  @Test
  void whatWasRefusedIsNotReplayed() {
    var feed = feed(Mix.MIXED_CODES, 0);
    for (int i = 0; i < 20 * TOKENS; i++) {
      long item = feed.next();
      assertNotEquals(Item.Kind.REPLAY, Item.kind(item));
      feed.done(item, Outcome.OVERLOADED);
    }
  }

  @Test
  void startsEndWithTheStock() {
    var feed = feed(Mix.START, 3);
    var items = new ArrayDeque<Long>();
    for (int i = 0; i < 3; i++) items.add(feed.next());
    assertEquals(Tokens.STOCK + 5, Item.number(items.getFirst()));
    assertEquals(Item.Kind.START, Item.kind(items.getLast()));
    assertEquals(Feed.OVER, feed.next());
  }

  private PassFeed feed(Mix mix, int stock) {
    return new PassFeed(mix, TOKENS, Tokens.STOCK + 5, stock, secret, time);
  }
}
