package dev.kagimori.fob.cli;

import dev.kagimori.fob.FobRack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** What a command that ended by itself has printed. */
record Ran(int status, String out, String err) {
  static Ran of(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        new CommandLine(new FobRack())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(List.of(args).stream().map(Object::toString).toArray(String[]::new));
    return new Ran(status, out.toString(), err.toString());
  }
}
