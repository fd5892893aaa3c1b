package dev.kagimori.mail;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mail with places for what it tells, such as <code>{serial}</code>; each is filled once, with
 * the text as it is.
 *
 * @param subject the file's first line
 * @param body the rest
 */
record Template(String subject, String body) {
  static final String INSTITUTION = "institution";
  static final String HELP_DESK = "helpDesk";
  static final String PHONE = "helpDeskPhone";
  static final String HOURS = "helpDeskHours";

  private static final Set<String> LETTERHEAD = Set.of(INSTITUTION, HELP_DESK, PHONE, HOURS);
  private static final Pattern PLACE = Pattern.compile("\\{([^{}\n]*)}");

  static Template parse(String file) {
    int end = file.indexOf('\n');
    if (end < 1) throw new IllegalArgumentException("the first line of a template is its subject");
    return new Template(file.substring(0, end).strip(), file.substring(end + 1).strip() + "\n");
  }

  /** What is wrong with it as the template of a kind, each in a few words. */
  Set<String> problems(Kind kind) {
    var problems = new LinkedHashSet<String>();
    var known = kind.slots().stream().map(Slot::placeholder).collect(Collectors.toSet());
    known.addAll(LETTERHEAD);
    var used = places(body);
    for (var place : used) if (!known.contains(place)) problems.add("unknown {" + place + "}");
    for (var place : known) if (!used.contains(place)) problems.add("missing {" + place + "}");
    for (var place : places(subject))
      if (!place.equals(INSTITUTION)) problems.add("the subject has {" + place + "}");
    return problems;
  }

  /**
   * Subject and body, filled.
   *
   * @throws IllegalArgumentException when there is nothing to fill a place with
   */
  Template filled(Letterhead.Part letterhead, Map<Slot, String> told) {
    var values = new HashMap<String, String>();
    told.forEach((slot, value) ->
        values.put(slot.placeholder(), Wording.told(slot, value, letterhead.language())));
    values.put(INSTITUTION, letterhead.institution());
    values.put(HELP_DESK, letterhead.helpDesk());
    values.put(PHONE, letterhead.phone());
    values.put(HOURS, letterhead.hours());
    return new Template(filled(subject, values), filled(body, values));
  }

  private static String filled(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> {
          var value = values.get(place.group(1));
          if (value == null)
            throw new IllegalArgumentException("a mail does not tell {" + place.group(1) + "}");
          return Matcher.quoteReplacement(value);
        });
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(place -> place.group(1)).collect(Collectors.toSet());
  }
}
