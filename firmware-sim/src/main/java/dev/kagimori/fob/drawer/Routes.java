package dev.kagimori.fob.drawer;

import dev.kagimori.fob.device.SerialNumber;
import dev.kagimori.fob.drawer.RackLine.Act;
import dev.kagimori.fob.drawer.RackLine.Crowded;
import dev.kagimori.fob.reader.LineInUseException;
import dev.kagimori.fob.reader.RefusedException;
import dev.kagimori.fob.reader.SilentLineException;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be asked for, by address. */
final class Routes {
  static final String API = "/api/";

  private static final Pattern FOB = Pattern.compile("/api/fobs/([^/]+)(?:/([a-z]+))?");
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long PPB_MAX = 100_000;
  private static final long PERCENT_MAX = 100;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int SILENT = 504;

  private final RackLine line;
  private final Page page;

  Routes(RackLine line, Page page) {
    this.line = line;
    this.page = page;
  }

  Answer get(String path, Query query, @Nullable String languages) throws Query.BadValue {
    if (path.equals("/")) return page.html(query, languages);
    if (path.equals("/api/fobs")) {
      var wanted = Search.of(query);
      return act(rack -> wanted.on(line, rack));
    }
    var fob = FOB.matcher(path);
    if (!fob.matches()) {
      var file = page.file(path);
      return file == null ? Answer.error(NOT_FOUND, "NOT_FOUND") : file;
    }
    var serial = fob.group(1);
    if (!SerialNumber.isValid(serial)) return Answer.error(NOT_FOUND, "NO_SUCH_FOB");
    return switch (fob.group(2)) {
      case null -> act(rack -> Told.all(rack, serial));
      case "display" -> act(rack -> Told.display(rack.display(serial)));
      default -> Answer.error(NOT_FOUND, "NOT_FOUND");
    };
  }

  Answer post(String path, Query form) throws Query.BadValue {
    var fob = FOB.matcher(path);
    if (!fob.matches() || fob.group(2) == null) return Answer.error(NOT_FOUND, "NOT_FOUND");
    var serial = fob.group(1);
    if (!SerialNumber.isValid(serial)) return Answer.error(NOT_FOUND, "NO_SUCH_FOB");
    return switch (fob.group(2)) {
      case "press" -> act(rack -> Told.display(rack.press(serial)));
      case "offset" -> {
        var ahead = Duration.ofMillis(form.number("millis", -DAY_MILLIS, DAY_MILLIS));
        yield act(rack -> Told.settings(rack.setOffset(serial, ahead)));
      }
      case "rate" -> {
        int ppb = (int) form.number("ppb", -PPB_MAX, PPB_MAX);
        yield act(rack -> Told.settings(rack.setRate(serial, ppb)));
      }
      case "battery" -> {
        int percent = (int) form.number("percent", 0, PERCENT_MAX);
        yield act(rack -> Told.settings(rack.setBattery(serial, percent)));
      }
      default -> Answer.error(NOT_FOUND, "NOT_FOUND");
    };
  }

  private Answer act(Act<Json> act) {
    try {
      return Answer.ok(line.act(act));
    } catch (LineInUseException | Crowded e) {
      return Answer.error(UNAVAILABLE, "LINE_IN_USE");
    } catch (SilentLineException e) {
      return Answer.error(SILENT, "SILENT");
    } catch (RefusedException e) {
      return refused(e);
    } catch (IOException e) {
      LOG.debug("the rack's line failed", e);
      return Answer.error(BAD_GATEWAY, "NO_LINE");
    }
  }

  private static Answer refused(RefusedException e) {
    return switch (e.status()) {
      case NO_SUCH_FOB -> Answer.error(NOT_FOUND, "NO_SUCH_FOB");
      case EXHAUSTED -> Answer.error(CONFLICT, "EXHAUSTED");
      case NOT_SET_UP -> Answer.error(CONFLICT, "NOT_SET_UP");
      case UNKNOWN_COMMAND -> Answer.error(CONFLICT, "NOT_ADJUSTABLE");
      case BAD_BODY -> Answer.error(BAD_REQUEST, "BAD_VALUE");
      default -> Answer.error(BAD_GATEWAY, "NO_LINE");
    };
  }
}
