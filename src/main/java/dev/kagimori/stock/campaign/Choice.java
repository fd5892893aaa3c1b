package dev.kagimori.stock.campaign;

import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whose fobs a campaign replaces. */
final class Choice {
  /**
   * Numbered as users are held; by a plan of its own, in which what is null is not asked for. Who
   * is in another campaign that is open is left to that one.
   */
  private static final String MEMBERS =
      """
      INSERT INTO campaign_member
        (institution, campaign, member, contract, user_id, old_serial, left_out)
      SELECT $1, $2,
        row_number() OVER (ORDER BY t.owner_contract COLLATE "C", t.owner_user COLLATE "C")::int,
        t.owner_contract, t.owner_user, t.serial,
        CASE
          WHEN t.suspension = 'STAFF' THEN 'SUSPENDED'
          WHEN %s
            THEN 'ON_ITS_WAY'
          WHEN %s
            THEN 'IN_CAMPAIGN'
        END
      FROM token t
      WHERE t.institution = $1 AND t.state = 'IN_USE' AND t.kind = 'HARDWARE'
        AND t.owner_user IS NOT NULL
        AND ($3::text[] IS NULL
             OR (t.serial >= $5::text AND t.serial <= $6::text AND %s))
        AND ($7::int IS NULL OR t.delivery = $7)
        AND ($8::text IS NULL OR t.branch = $8)
        AND ($9::text[] IS NULL OR t.serial = ANY($9))
        AND ($10::text[] IS NULL OR t.owner_contract = ANY($10))
        AND ($11::text[] IS NULL OR (t.owner_contract, t.owner_user) IN (
               SELECT * FROM unnest($11::text[], $12::text[])))
        AND ($13::text[] IS NULL OR t.delivered_at < (
               SELECT m.cutoff FROM unnest($13::text[], $14::timestamptz[]) AS m (prefix, cutoff)
               WHERE starts_with(t.serial, m.prefix) ORDER BY length(m.prefix) DESC LIMIT 1))
      ORDER BY 3 LIMIT $15
      """
          .formatted(
              Standing.isOnItsWay("t.owner_contract", "t.owner_user"),
              Standing.isInAnother("$2", "t.serial", "t.owner_contract", "t.owner_user"),
              Chosen.holds("t.serial", "$3", "$4"));

  private static final String LEFT_OUT =
      """
      SELECT left_out, count(*) AS members FROM campaign_member
      WHERE institution = $1 AND campaign = $2 AND left_out IS NOT NULL
      GROUP BY left_out ORDER BY left_out
      """;

  private Choice() {}

  /** How many are left out by what was known when they were chosen, by the reason. */
  static Map<String, Long> leftOut(SqlClient db, Campaign campaign) {
    var key = Tuple.of(campaign.institution(), campaign.number());
    var why = new LinkedHashMap<String, Long>();
    for (var row : db.preparedQuery(LEFT_OUT).execute(key).await())
      why.put(row.getString("left_out"), row.getLong("members"));
    return why;
  }

  /**
   * Puts them down.
   *
   * @return how many, those that are left out included; one more than may be: too many
   */
  static int members(SqlClient db, Campaign campaign, Whom whom, Terms rules) {
    var make = whom.make();
    var chosen = make == null ? null : Chosen.of(List.of(make), rules);
    var makes = whom.batteryBefore() == null ? null : rules.makes();
    var values =
        Tuple.tuple()
            .addString(campaign.institution())
            .addInteger(campaign.number())
            .addArrayOfString(chosen == null ? null : chosen.prefixArray())
            .addArrayOfString(chosen == null ? null : chosen.otherArray())
            .addString(chosen == null ? null : chosen.lowest())
            .addString(chosen == null ? null : chosen.highest())
            .addInteger(whom.delivery())
            .addString(whom.branch())
            .addArrayOfString(texts(whom.serials(), SerialNumber::value))
            .addArrayOfString(texts(whom.contracts(), contract -> contract))
            .addArrayOfString(texts(whom.owners(), Owner::contract))
            .addArrayOfString(texts(whom.owners(), Owner::user))
            .addArrayOfString(texts(makes, Make::prefix))
            .addArrayOfOffsetDateTime(cutoffs(makes, whom))
            .addInteger(Making.MEMBERS_MAX + 1);
    return db.preparedQuery(MEMBERS).execute(values).await().rowCount();
  }

  private static <T> String @Nullable [] texts(@Nullable List<T> values, Function<T, String> text) {
    return values == null ? null : values.stream().map(text).toArray(String[]::new);
  }

  /** What was delivered before then has no battery any more on that day. */
  private static OffsetDateTime @Nullable [] cutoffs(@Nullable List<Make> makes, Whom whom) {
    var before = whom.batteryBefore();
    if (makes == null || before == null) return null;
    return makes.stream()
        .map(make -> before.minusMonths(make.batteryMonths()).atStartOfDay(BusinessDay.TOKYO))
        .map(cutoff -> Objects.requireNonNull(Times.column(cutoff.toInstant())))
        .toArray(OffsetDateTime[]::new);
  }
}
