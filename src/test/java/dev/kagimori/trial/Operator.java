package dev.kagimori.trial;

import dev.kagimori.cli.CustodyCommand;
import dev.kagimori.cli.InstitutionCommand;
import dev.kagimori.cli.MailCommand;
import dev.kagimori.cli.StaffCommand;
import dev.kagimori.cli.StockCommand;
import dev.kagimori.cli.TermsCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine;

/** Who types commands beside a bank that runs. */
final class Operator {
  private final List<String> where;

  private Operator(List<String> where) {
    this.where = where;
  }

  /** Of the database that the bank runs on, as its service's role. */
  static Operator of(TestBank bank, Path directory) throws IOException {
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(directory.resolve("database").resolve("passwords"))) {
      passwords.load(in);
    }
    var password = directory.resolve("operator-password");
    Files.writeString(password, passwords.getProperty("kagimori"));
    var uri =
        "postgresql://kagimori@127.0.0.1:%d/kagimori?sslmode=disable&passwordfile=%s"
            .formatted(bank.backstage().database().port(), password);
    var key = bank.kagimori.masterKey().toString();
    return new Operator(List.of("--database", uri, "--master-key", key));
  }

  /** The options that name the database. */
  List<String> where() {
    return where;
  }

  /** What a command printed, and how it ended. */
  record Told(int status, String out, String err) {
    Told expect(int expected) {
      if (status != expected) throw new AssertionError(expected + " expected, was " + this);
      return this;
    }
  }

  /** {@code kagimori terms …} without a database. */
  static Told terms(String... arguments) {
    return run(new CommandLine(new TermsCommand()), List.of(arguments));
  }

  /** {@code kagimori terms …} on the bank's database. */
  Told termsHere(String... arguments) {
    return run(new CommandLine(new TermsCommand()), here(arguments));
  }

  /** {@code kagimori institution …} on the bank's database. */
  Told institution(String... arguments) {
    return run(new CommandLine(new InstitutionCommand()), here(arguments));
  }

  /** {@code kagimori staff …} on the bank's database. */
  Told staff(String... arguments) {
    return run(new CommandLine(new StaffCommand()), here(arguments));
  }

  /** {@code kagimori stock …} on the bank's database. */
  Told stock(String... arguments) {
    return run(new CommandLine(new StockCommand()), here(arguments));
  }

  /** {@code kagimori token …} on the bank's database. */
  Told token(String... arguments) {
    return run(new CommandLine(new CustodyCommand()), here(arguments));
  }

  /** {@code kagimori mail …} on the bank's database. */
  Told mail(String... arguments) {
    return run(new CommandLine(new MailCommand()), here(arguments));
  }

  /** {@code kagimori terms …}, with an answer to what is asked. */
  Told termsAnswering(String answer, String... arguments) {
    return termsAnswering(() -> {}, answer, arguments);
  }

  /**
   * The same of somebody who takes their time.
   *
   * @param meanwhile what happens before the answer
   */
  Told termsAnswering(Runnable meanwhile, String answer, String... arguments) {
    var before = System.in;
    System.setIn(
        new ByteArrayInputStream((answer + "\n").getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            if (pos == 0) meanwhile.run();
            return super.read(into, offset, length);
          }
        });
    try {
      return termsHere(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private List<String> here(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(where);
    return all;
  }

  private static Told run(CommandLine command, List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        command
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Told(status, out.toString(), err.toString());
  }
}
