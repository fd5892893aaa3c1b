package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Times;
import dev.kagimori.mail.Language;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A swap campaign as staff laid it out, and how far it is.
 *
 * @param number names it in its institution
 * @param paused nothing is allocated, shipped, reminded of or retired; it may be undone and closed
 * @param whom what its members were chosen by, for people to read
 * @param replaceWith prefixes of the makes that replacements are of
 * @param fromBranch where they lie
 * @param oldUntil the last day, in Japan, on which the old fobs run
 * @param remindAfterDays days after shipping at which reminders are due, rising; at most 9
 * @param language of letters
 */
public record Campaign(
    String institution,
    int number,
    String name,
    State state,
    boolean paused,
    JsonObject whom,
    List<String> replaceWith,
    String fromBranch,
    LocalDate oldUntil,
    List<Integer> remindAfterDays,
    Language language,
    Instant madeAt,
    String madeBy) {

  static final String COLUMNS =
      """
      institution, campaign, name, state, paused, whom, replace_with, from_branch, old_until,
      remind_days, language, made_at, made_by
      """;

  /** How far it is. */
  public enum State {
    /** Its members are chosen; no fob is set aside. */
    DRAFT,
    /** Fobs are being set aside, or that was broken off: it is to be called again. */
    ALLOCATING,
    ALLOCATED,
    /** Fobs that were not shipped are going back, or that was broken off. */
    UNDOING,
    CLOSED
  }

  static Campaign from(Row row) {
    return new Campaign(
        row.getString("institution"),
        row.getInteger("campaign"),
        row.getString("name"),
        State.valueOf(row.getString("state")),
        row.getBoolean("paused"),
        row.getJsonObject("whom"),
        List.of(row.getArrayOfStrings("replace_with")),
        row.getString("from_branch"),
        row.getLocalDate("old_until"),
        List.of(row.getArrayOfIntegers("remind_days")),
        Language.valueOf(row.getString("language")),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"));
  }

  /** As the contract has it, without counts. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("campaign", number)
        .put("name", name)
        .put("state", state.name())
        .put("paused", paused)
        .put("whom", whom)
        .put("replaceWith", new JsonArray(replaceWith))
        .put("fromBranch", fromBranch)
        .put("oldUntil", oldUntil.toString())
        .put("remindAfterDays", new JsonArray(remindAfterDays))
        .put("letterLanguage", language.name().toLowerCase(Locale.ROOT))
        .put("madeAt", Times.text(madeAt))
        .put("madeBy", madeBy);
  }

  boolean is(State... any) {
    return Arrays.asList(any).contains(state);
  }
}
