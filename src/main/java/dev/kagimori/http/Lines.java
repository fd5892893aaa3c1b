package dev.kagimori.http;

/** The deadlines of one event loop's requests, by their lengths. */
record Lines(
    Sweep.Line request,
    Sweep.Line body,
    Sweep.Line write,
    Sweep.Line page,
    Sweep.Line linger,
    Sweep.Line stream,
    Sweep.Line streamIdle) {
  static Lines of(Sweep sweep, Limits limits) {
    return new Lines(
        sweep.line(limits.request()),
        sweep.line(limits.body()),
        sweep.line(limits.write()),
        sweep.line(limits.write().multipliedBy(6)),
        sweep.line(limits.linger()),
        sweep.line(limits.streams().total()),
        sweep.line(limits.streams().idle()));
  }
}
