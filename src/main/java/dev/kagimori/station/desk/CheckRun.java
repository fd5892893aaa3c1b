package dev.kagimori.station.desk;

import dev.kagimori.station.Battery;
import dev.kagimori.station.Probe;
import dev.kagimori.station.Station;
import dev.kagimori.station.StationException;
import dev.kagimori.station.Status;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The intake check of a rack: every fob is pressed, its battery and clock are read, and the service
 * says what it is. The line goes on while the service thinks, is found again when it was pulled
 * out, and waits when the service is gone, so that no fob is pressed in vain.
 */
final class CheckRun {
  /**
   * A fob's time step can be told from its clock this long after the step began, and not before.
   */
  private static final Duration SURE = Duration.ofMillis(300);

  /** How often a fob's clock is asked whether its next step has come; costs no battery. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A fob warns of its battery with less than so many per cent (PROTOCOL.md, section 6). */
  private static final int WARNS_BELOW = 10;

  /** Told on the reading thread, now and then. */
  interface Progress {
    /** So far. */
    void told(int done, int total, int defective, double perSecond);

    /** The line is gone, and is tried again. */
    void lost(StationException why);
  }

  /**
   * What came of it.
   *
   * @param outcomes by serial number
   * @param took from the rack's list to the last answer
   */
  record Result(
      String rack, Map<String, Outcome> outcomes, int checked, int defective, Duration took) {
    boolean isAllChecked() {
      return checked == outcomes.size();
    }
  }

  private static final Duration TELL_EVERY = Duration.ofMillis(250);

  private final Reconnecting line;
  private final Admission admission;
  private final Progress progress;
  private final Map<String, Integer> steps = new HashMap<>();
  private @Nullable Plan plan;
  private String rack = "";
  private long begunNanos;
  private long toldNanos;

  CheckRun(Reconnecting line, Admission admission, Progress progress) {
    this.line = line;
    this.admission = admission;
    this.progress = progress;
  }

  /**
   * Runs; blocks until every fob is settled.
   *
   * @throws StationException when the line stays away
   * @throws DeskException when the service refuses or stays away
   */
  Result run(Sender sender) throws StationException, DeskException {
    line.run(
        station -> {
          var work = plan == null ? begin(station) : plan;
          while (!work.isDone()) {
            var next =
                sender.hasRoom() ? work.next(System.nanoTime()) : Optional.<Plan.Task>empty();
            sender.hurry(next.isEmpty());
            if (next.isPresent()) {
              read(station, work, next.get(), sender);
              listen(work, sender, Duration.ZERO);
            } else {
              listen(work, sender, work.rest(System.nanoTime()));
            }
            tell(work, false);
          }
        },
        progress::lost);
    var work = plan;
    if (work == null) throw new IllegalStateException("the line ran without a station");
    tell(work, true);
    return new Result(rack, work.outcomes(), work.checked(), work.defective(), took());
  }

  private Plan begin(Station station) throws StationException, DeskException {
    begunNanos = System.nanoTime();
    rack = station.rack().name();
    var serials = station.list();
    admission.require(serials);
    var begun = new Plan(serials);
    plan = begun;
    return begun;
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - begunNanos);
  }

  private void tell(Plan work, boolean now) {
    if (!now && System.nanoTime() - toldNanos < TELL_EVERY.toNanos()) return;
    toldNanos = System.nanoTime();
    double seconds = Math.max(took().toMillis() / 1e3, 1e-3);
    progress.told(work.done(), work.total(), work.defective(), work.done() / seconds);
  }

  /** All answers that are there; the first is waited for. */
  private static void listen(Plan work, Sender sender, Duration within) throws DeskException {
    var verdict = sender.verdict(within);
    while (verdict.isPresent()) {
      work.told(verdict.get(), System.nanoTime());
      verdict = sender.verdict(Duration.ZERO);
    }
  }

  private void read(Station station, Plan work, Plan.Task task, Sender sender)
      throws StationException {
    boolean done = false;
    try {
      read(station, work, task, sender, task.first() != null ? task.first() : task.after());
      line.progressed();
      done = true;
    } finally {
      if (!done) work.back(task);
    }
  }

  private void read(
      Station station, Plan work, Plan.Task task, Sender sender, @Nullable Sighting before)
      throws StationException {
    if (before != null && !isLater(station, before)) {
      work.postpone(task, System.nanoTime() + LOOK.toNanos());
      return;
    }
    switch (station.probe(task.serial())) {
      case Probe.Unread(StationException why) ->
          work.unread(task, String.valueOf(why.getMessage()));
      case Probe.Silent() -> {
        if (work.isSilent(task)) pass(work, sender, dark(task, "SILENT", null));
      }
      case Probe.Dark(Status reason, Battery battery) ->
          pass(work, sender, dark(task, reason.name(), battery));
      case Probe.Weak(Battery battery) -> {
        // the service takes no reading without a code of a fob that has enough
        if (battery.percent() < WARNS_BELOW) pass(work, sender, dark(task, "", battery));
        else work.unread(task, "warns at " + battery.percent() + " %");
      }
      case Probe.Shown shown -> {
        var sighting = shown(task, shown);
        var first = task.first();
        if (first == null) pass(work, sender, sighting);
        else follow(work, task, first, sighting, sender);
      }
    }
  }

  private static void pass(Plan work, Sender sender, Sighting sighting) {
    sender.send(sighting);
    work.sent();
  }

  /** The service takes a pair only of steps that follow each other. */
  private void follow(Plan work, Plan.Task task, Sighting first, Sighting next, Sender sender) {
    long apart = step(next) - step(first);
    if (apart == 1 && isSure(first) && isSure(next)) {
      var code = first.code();
      var nextCode = next.code();
      if (code == null || nextCode == null) throw new IllegalStateException("no code to follow");
      var pair =
          next.reading().copy().put("code", code.reveal()).put("nextCode", nextCode.reveal());
      pass(
          work,
          sender,
          new Sighting(task.serial(), pair, nextCode, next.fobTime(), next.readNanos()));
    } else {
      var anew = isSure(next) ? next : first;
      work.postpone(new Plan.Task(task.serial(), anew, null), System.nanoTime() + SURE.toNanos());
    }
  }

  /**
   * Whether the fob is in a later step than at that sighting, by its own clock; where that can't be
   * told, reading it shows why.
   */
  private boolean isLater(Station station, Sighting before) throws StationException {
    var serial = before.serial();
    if (!steps.containsKey(serial))
      station.stepSeconds(serial).ifPresent(step -> steps.put(serial, Math.max(1, step)));
    var time = station.clockOf(serial);
    return time.isEmpty()
        || Math.floorDiv(time.get().minus(SURE).getEpochSecond(), stepSeconds(serial))
            > step(before);
  }

  private int stepSeconds(String serial) {
    return steps.getOrDefault(serial, 30);
  }

  private long step(Sighting sighting) {
    return Math.floorDiv(time(sighting).getEpochSecond(), stepSeconds(sighting.serial()));
  }

  /** Whether the press was in the same step as the look at the clock that came after it. */
  private boolean isSure(Sighting sighting) {
    int step = stepSeconds(sighting.serial());
    return Math.floorDiv(time(sighting).minus(SURE).getEpochSecond(), step) == step(sighting);
  }

  private static Instant time(Sighting sighting) {
    var time = sighting.fobTime();
    if (time == null) throw new IllegalStateException("no clock was read");
    return time;
  }

  private static Sighting shown(Plan.Task task, Probe.Shown shown) {
    var reading =
        measured(task.serial(), shown.battery())
            .put("code", shown.code().reveal())
            .put("driftMillis", shown.drift().ahead().toMillis());
    return new Sighting(task.serial(), reading, shown.code(), shown.fobTime(), System.nanoTime());
  }

  private static Sighting dark(Plan.Task task, String dark, @Nullable Battery battery) {
    var reading =
        battery == null
            ? new JsonObject().put("serial", task.serial())
            : measured(task.serial(), battery);
    if (!dark.isEmpty()) reading.put("dark", dark);
    return new Sighting(task.serial(), reading, null, null, System.nanoTime());
  }

  private static JsonObject measured(String serial, Battery battery) {
    return new JsonObject()
        .put("serial", serial)
        .put("batteryPercent", battery.percent())
        .put("presses", battery.presses());
  }
}
