package dev.kagimori.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a route answers whose answer may be longer than memory. */
public sealed interface Download {
  /** It was refused. */
  record Refused(Problem problem) implements Download {}

  /**
   * It is given, status 200.
   *
   * @param mediaType one that the contract names
   * @param fileName under which a browser keeps it: {@code a–z A–Z 0–9 . _ -}
   */
  record Content(String mediaType, String fileName, Source source) implements Download {
    public Content {
      if (!fileName.matches("[A-Za-z0-9._-]{1,100}"))
        throw new IllegalArgumentException("no name for a file");
    }
  }

  /** Where content comes from. */
  @FunctionalInterface
  interface Source {
    /**
     * Writes all of it; what throws after the first 64 KiB cuts the connection, so that the client
     * does not take a part for the whole.
     *
     * @param out waits while the client is slow; fails when it is for {@link StreamLimits#idle}, or
     *     has left
     */
    void writeTo(OutputStream out) throws IOException;
  }

  static Download refused(ProblemCode code) {
    return new Refused(Problem.of(code));
  }
}
