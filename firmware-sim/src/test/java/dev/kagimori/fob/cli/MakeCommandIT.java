package dev.kagimori.fob.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.FobRack;
import dev.kagimori.fob.pskc.PskcReader;
import dev.kagimori.fob.rack.RackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class MakeCommandIT {
  @TempDir private Path dir = Path.of("");

  private record Ran(int status, String out, String err) {}

  private static Ran make(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command = new CommandLine(new FobRack());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var typed = new String[args.length + 1];
    typed[0] = "make";
    for (int i = 0; i < args.length; i++) typed[i + 1] = args[i].toString();
    int status = command.execute(typed);
    return new Ran(status, out.toString(), err.toString());
  }

  private Path file(String name) {
    return dir.resolve(name);
  }

  private List<String> seeds(String name, Object... more) throws IOException {
    var args = new Object[more.length + 3];
    System.arraycopy(more, 0, args, 0, more.length);
    args[more.length] = "--only-seeds";
    args[more.length + 1] = "--seed-file";
    args[more.length + 2] = file(name);
    var ran = make(args);
    assertEquals(0, ran.status(), ran.err());
    return Files.readAllLines(file(name));
  }

  @Test
  void theSameNumberGivesTheSameFileAndMoreOfThemBeginAlike() throws IOException {
    var csv = seeds("a.csv", "--count", 50, "--seed-number", 7, "--format", "csv");
    assertEquals(csv, seeds("b.csv", "--count", 50, "--seed-number", 7, "--format", "csv"));
    var more = seeds("c.csv", "--count", 90, "--seed-number", 7, "--format", "csv");
    assertEquals(csv, more.subList(0, csv.size()));
    assertNotEquals(csv, seeds("d.csv", "--count", 50, "--seed-number", 8, "--format", "csv"));
    assertNotEquals(csv, seeds("e.csv", "--count", 50, "--format", "csv"));
    var key = "00112233445566778899aabbccddeeff";
    assertEquals(
        seeds("a.xml", "--count", 5, "--seed-number", 7, "--key-hex", key),
        seeds("b.xml", "--count", 5, "--seed-number", 7, "--key-hex", key));
    assertFalse(Files.exists(file("rack.state")));
  }

  @Test
  void aHundredThousandFobsHaveAsManySerialNumbers() throws IOException {
    var uris = seeds("many", "--count", 100_000, "--format", "otpauth", "--seed-number", 1);
    var serials = new HashSet<String>();
    for (var uri : uris) serials.add(uri.substring(uri.indexOf(':', 8) + 1, uri.indexOf('?')));
    assertEquals(100_000, serials.size());
  }

  @Test
  void theSeedsOfDefectiveFobsAreDeliveredAsIfNothingWere() throws IOException {
    var ran =
        make("--count", 300, "--defective", 3, "--defects", file("defects.csv"), "--seed-file")
            .status();
    assertEquals(2, ran); // no file named
    var made =
        make(
            "--count",
            300,
            "--defective",
            3,
            "--defects",
            file("defects.csv"),
            "--seed-number",
            3,
            "--state",
            file("rack.state"),
            "--seed-file",
            file("fobs.pskc.xml"));
    assertEquals(0, made.status(), made.err());
    assertTrue(made.out().contains("9 defective"), made.out());
    var defects = Files.readAllLines(file("defects.csv"), UTF_8);
    assertEquals(10, defects.size());
    var delivered = PskcReader.read(file("fobs.pskc.xml"));
    var fobs = RackFile.load(file("rack.state"));
    for (int i = 0; i < 300; i++) {
      var serial = fobs.get(i).serial();
      assertEquals(serial, delivered.get(i).serial());
      boolean same = Objects.equals(delivered.get(i).seed(), fobs.get(i).seed());
      assertEquals(!defects.contains(serial + ",other-seed"), same, serial);
    }
  }

  @Test
  void optionsThatDoNotFitAreMisuseAndWriteNothing() throws IOException {
    var password = Files.writeString(file("password"), "correct horse\n");
    var key = "00112233445566778899aabbccddeeff";
    for (var wrong :
        List.of(
            List.of("--key-hex", "0011"),
            List.of("--key-hex", key, "--format", "csv"),
            List.of("--key-hex", key, "--password-file", password),
            List.of("--password-file", password, "--iterations", 10),
            List.of("--format", "xls"),
            List.of("--mac", "md5"),
            List.of("--count", 1_000_000),
            List.of("--only-seeds", "--defective", 1),
            List.of("--defective", 101))) {
      var args = new ArrayList<Object>(wrong);
      args.addAll(List.of("--state", file("x"), "--seed-file", file("y")));
      var ran = make(args.toArray());
      assertEquals(2, ran.status(), wrong + ran.err());
      assertFalse(ran.err().contains(key) || ran.err().contains("'0011'"), ran.err());
      assertFalse(Files.exists(file("x")) || Files.exists(file("y")), wrong.toString());
    }
    assertEquals(
        0,
        make(
                "--password-file",
                password,
                "--iterations",
                1_000,
                "--state",
                file("x"),
                "--seed-file",
                file("y"))
            .status());
  }
}
