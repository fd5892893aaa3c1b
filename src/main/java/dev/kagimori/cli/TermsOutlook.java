package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.TermsStore.Body;
import dev.kagimori.institution.Times;
import dev.kagimori.stock.MakeCensus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a change of terms meets: versions that are to come, and tokens of makes that go. */
final class TermsOutlook {
  private TermsOutlook() {}

  /**
   * The versions that are not in force yet, and what becomes of each. A version holds from its date
   * until the next one's, whole; of two with one date, the later stored is left.
   *
   * @param effective from when on the terms that are applied hold
   */
  static List<String> scheduled(List<Body> bodies, Instant now, Instant effective) {
    var lines = new ArrayList<String>();
    for (var body : bodies) {
      if (!body.from().isAfter(now)) continue;
      var date = Times.text(body.from());
      int order = body.from().compareTo(effective);
      if (order < 0)
        lines.add(
            told(
                date + " からの版が先に適用され、この版に置き換わるまで有効です。",
                "the version from " + date + " comes before this one, and holds until then."));
      else if (order == 0)
        lines.add(
            told(
                date + " からの版はこの版で上書きされ、なくなります。",
                "the version from " + date + " is overridden by this one, and gone."));
      else
        lines.add(
            told(
                date + " からの版は変わらず、その時にこの版をすべて置き換えます。この版の変更を残すには、その版も適用し直してください。",
                "the version from "
                    + date
                    + " stays as it is, and replaces all of this one then. What is changed now ends"
                    + " there, unless you apply that version anew with it."));
    }
    return lines;
  }

  /** Warns of makes that are gone while tokens still belong to them; awaits. */
  static List<String> orphans(Pool pool, String institution, JsonObject before, JsonObject after) {
    var known = makes(before);
    var left = makes(after);
    var gone = new LinkedHashMap<>(known);
    left.keySet().forEach(gone::remove);
    if (gone.isEmpty()) return List.of();
    var counts =
        Tx.reading(pool, db -> MakeCensus.of(db, institution, gone.keySet(), known.keySet()));
    return counts.stream()
        .map(count -> orphans(gone.getOrDefault(count.prefix(), ""), count, heir(count, left)))
        .toList();
  }

  /** The make that their serial numbers fall to: the longest prefix that is left. */
  private static Optional<String> heir(MakeCensus.Count count, Map<String, String> left) {
    return left.keySet().stream()
        .filter(count.prefix()::startsWith)
        .max(Comparator.comparingInt(String::length));
  }

  private static String orphans(String name, MakeCensus.Count count, Optional<String> heir) {
    var make = count.prefix() + " (" + name + ")";
    var many = count.tokens() + (count.tokens() < MakeCensus.COUNTED_MAX ? "" : "+");
    var ja =
        "製品 %s がなくなりますが、失効・廃棄していないトークンが %s 個あります（うち利用中 %d）。".formatted(make, many, count.inUse());
    var en =
        "make %s goes, and %s tokens of it are neither revoked nor retired (%d in use). "
            .formatted(make, many, count.inUse());
    return heir.map(next ->
            told(
                ja + "以後は製品 " + next + " のトークンとして扱われます。",
                en + "They are taken for tokens of make " + next + " from then on."))
        .orElseGet(() ->
            told(
                ja
                    + "利用中のものは引き続き使えますが、利用開始・交換はできなくなります。"
                    + "受付を終えるだけなら、製品を残して start と exchange の until を指定してください。",
                en
                    + "Those in use go on; none can be started or exchanged to any more. To close a"
                    + " make only, keep it and give start and exchange an until."));
  }

  private static String told(String ja, String en) {
    return "! 注意: " + ja + System.lineSeparator() + "! warning: " + en;
  }

  /** Names by prefix. */
  private static Map<String, String> makes(JsonObject terms) {
    var makes = new LinkedHashMap<String, String>();
    for (var each : terms.getJsonArray("makes", new JsonArray()))
      if (each instanceof JsonObject make)
        makes.put(make.getString("prefix"), make.getString("name", ""));
    return makes;
  }
}
