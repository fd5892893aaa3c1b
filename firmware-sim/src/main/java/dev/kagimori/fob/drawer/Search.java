package dev.kagimori.fob.drawer;

import dev.kagimori.fob.reader.RackReader;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Locale;

/**
 * A page of the fobs whose serial number contains something.
 *
 * @param text as it stands in serial numbers; empty: all
 * @param page from 0; beyond the last one: the last one
 */
record Search(String text, int page) {
  static final int PER_PAGE = 24;
  private static final int TYPED_MAX = 60;
  private static final long PAGE_MAX = 65_535;

  /** As people type it: full-width, in lower case, with spaces and hyphens. */
  static Search of(Query query) throws Query.BadValue {
    var typed = query.text("q");
    if (typed.length() > TYPED_MAX) throw new Query.BadValue("q");
    var text =
        Normalizer.normalize(typed, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .replaceAll("[^A-Z0-9]", "");
    int page = query.text("page").isEmpty() ? 0 : (int) query.number("page", 0, PAGE_MAX);
    return new Search(text, page);
  }

  Json on(RackLine line, RackReader rack) throws IOException {
    var all = line.serials(rack);
    var found = all.stream().filter(serial -> serial.contains(text)).toList();
    int pages = Math.max(1, Math.ceilDiv(found.size(), PER_PAGE));
    int shown = Math.min(page, pages - 1);
    var fobs = new ArrayList<Json>();
    for (var serial : found.stream().skip((long) shown * PER_PAGE).limit(PER_PAGE).toList()) {
      fobs.addAll(line.ifThere(there -> Told.shown(there, serial), rack));
    }
    return new Json()
        .put("total", all.size())
        .put("found", found.size())
        .put("page", shown)
        .put("pages", pages)
        .put("fobs", fobs);
  }
}
