package dev.kagimori.bench;

/** Closes something also where the process is told to end (SIGTERM, Ctrl-C) in the middle. */
final class EndedEarly implements AutoCloseable {
  private final Thread hook;

  EndedEarly(AutoCloseable held) {
    hook =
        Thread.ofPlatform()
            .name("stop")
            .unstarted(() -> {
              try {
                held.close();
              } catch (Exception e) {
                throw new IllegalStateException("what was held did not close", e);
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** It was not told to; who holds the thing closes it. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.getState(); // the end is on its way, and the hook with it
    }
  }
}
