package dev.kagimori.fob.rack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Keeps a rack's file up to date: writes only what changed. Used by one thread. */
public final class RackSaver {
  private final Path file;
  private final Rack rack;
  private byte[] saved = {};

  public RackSaver(Path file, Rack rack) {
    this.file = file;
    this.rack = rack;
  }

  /** Writes the file if a fob changed since the last time; true if it did. */
  public boolean save() throws IOException {
    byte[] bytes = RackFile.bytes(rack.fobs());
    if (Arrays.equals(bytes, saved)) return false;
    RackFile.write(file, bytes);
    saved = bytes;
    return true;
  }
}
