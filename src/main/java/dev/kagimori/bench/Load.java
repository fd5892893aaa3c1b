package dev.kagimori.bench;

/**
 * A load to be run.
 *
 * @param tokens so many are used, uniformly
 * @param rate offered a second, open-loop; 0: closed-loop, each connection as fast as it is
 *     answered
 * @param poisson whether the gaps of an open loop are exponential
 * @param warmUp seconds that are not measured
 * @param seconds that are
 */
record Load(
    Mix mix,
    int tokens,
    int connections,
    double rate,
    boolean poisson,
    double warmUp,
    double seconds) {

  Load open(double newRate) {
    return new Load(mix, tokens, connections, newRate, poisson, warmUp, seconds);
  }

  Load closed() {
    return open(0);
  }

  Load of(Mix newMix) {
    return new Load(newMix, tokens, connections, rate, poisson, warmUp, seconds);
  }

  Load tokens(int count) {
    return new Load(mix, count, connections, rate, poisson, warmUp, seconds);
  }

  Load connections(int count) {
    return new Load(mix, tokens, count, rate, poisson, warmUp, seconds);
  }

  /** Measured for so long, from its first moment on. */
  Load slice(double newSeconds) {
    return new Load(mix, tokens, connections, rate, poisson, 0, newSeconds);
  }

  Load poissonArrivals() {
    return new Load(mix, tokens, connections, rate, true, warmUp, seconds);
  }

  Pace pace() {
    return rate == 0 ? new Pace.Closed() : new Pace.Open(rate, poisson);
  }
}
