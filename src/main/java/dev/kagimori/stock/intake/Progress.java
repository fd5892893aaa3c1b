package dev.kagimori.stock.intake;

/** Is told how far an import is, after each chunk, on a thread of the import's. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (_, _, _) -> {};

  /**
   * So far, with what an earlier run of the same import brought.
   *
   * @param read records
   * @param accepted of them
   * @param rejected of them
   */
  void at(long read, long accepted, long rejected);
}
