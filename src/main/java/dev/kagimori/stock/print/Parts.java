package dev.kagimori.stock.print;

/**
 * A long run cut into files, so that none is too long for a printer, or for memory.
 *
 * @param items in all, 0 or more
 * @param perPart at most so many in one file, 1 or more; {@link Letters#PER_PART} or {@link
 *     Labels#perPart}
 */
public record Parts(int items, int perPart) {
  public Parts {
    if (items < 0) throw new IllegalArgumentException("items must be 0 or more, not " + items);
    if (perPart < 1) throw new IllegalArgumentException("perPart must be 1 or more");
  }

  /** How many files; none for no items. */
  public int count() {
    return Math.ceilDiv(items, perPart);
  }

  /**
   * The index of a part's first item.
   *
   * @param part 1…{@link #count}
   */
  public int from(int part) {
    if (part < 1 || part > count()) {
      throw new IllegalArgumentException("part must be 1…" + count() + ", not " + part);
    }
    return (part - 1) * perPart;
  }

  /** The index after a part's last item. */
  public int to(int part) {
    return Math.min(items, from(part) + perPart);
  }
}
