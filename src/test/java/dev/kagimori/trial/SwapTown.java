package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A bank with users of old fobs, and new ones in stock. */
final class SwapTown {
  static final Make OLD = Make.SIX_DIGITS.getFirst();
  static final Make NEW = Make.SIX_DIGITS.get(1);

  private final TestBank all;
  final Institution bank;
  final Clerk keeper;
  final List<Using> users = new ArrayList<>();
  final Map<String, Fob> fobs = new HashMap<>();

  SwapTown(TestBank all, String id, int users, int stock) {
    this.all = all;
    bank = all.institution(id, new JsonObject());
    keeper = Clerk.of(bank, "keeper", Role.STOCK_KEEPER);
    for (var fob : deliver(OLD, users)) {
      var customer = bank.customer("c-" + fob.serial(), fob.serial() + "@example.jp");
      this.users.add(Using.of(customer, fob));
    }
    deliver(NEW, stock);
  }

  List<Fob> deliver(Make make, int count) {
    var made = all.time.instant().minus(Duration.ofDays(30));
    var delivered = Fobs.random(count, List.of(make), all.random, made);
    bank.deliver(delivered);
    delivered.forEach(fob -> fobs.put(fob.serial(), fob));
    return delivered;
  }

  String prefix(Make make) {
    return fobs.values().stream()
        .map(Fob::serial)
        .filter(serial -> serial.startsWith(make.serialShape().substring(0, 2)))
        .findFirst()
        .orElseThrow()
        .substring(0, 2);
  }

  int campaign(String name) {
    return campaign(name, Campaigns.make(prefix(OLD)));
  }

  /** The old fobs run for 130 days from now. */
  JsonObject plan(String name, JsonObject whom, String replaceWith) {
    var last = BusinessDay.of(all.time.instant()).plusDays(130);
    return Campaigns.plan(name, whom, replaceWith).put("oldUntil", last.toString());
  }

  int campaign(String name, JsonObject whom) {
    return keeper
        .call("makeCampaign")
        .with(plan(name, whom, prefix(NEW)))
        .expect(201)
        .json()
        .getInteger("campaign");
  }

  Request call(String operation, int campaign) {
    return keeper.call(operation).filled("campaign", "" + campaign);
  }

  Reply step(String operation, int campaign) {
    return call(operation, campaign).with(new JsonObject()).send();
  }

  JsonObject counts(int campaign) {
    return call("getCampaign", campaign).expect(200).json().getJsonObject("counts");
  }

  List<JsonObject> members(int campaign) {
    return call("getCampaignMembers", campaign)
        .query("limit=500")
        .expect(200)
        .json()
        .getJsonArray("members")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  Fob newOf(int campaign, Using user) {
    return members(campaign).stream()
        .filter(member -> member.getString("contract").equals(user.customer().contract()))
        .map(member -> fobs.get(member.getString("newSerial")))
        .findFirst()
        .orElseThrow();
  }

  void exchange(int campaign, Using user) {
    var exchange = user.customer().openExchange(user.fob()).expect(201).text("exchange");
    var next = newOf(campaign, user);
    user.customer().completeExchange(exchange, next).expect(201);
    all.time.nextStep();
  }

  List<String> column(String sql) {
    var rows = all.backstage().pool().preparedQuery(sql).execute(Tuple.of(bank.id)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> String.valueOf(row.getValue(0)))
        .toList();
  }

  String stateOf(String serial) {
    return keeper.about(serial, "lookUpFob").expect(200).text("state");
  }
}
