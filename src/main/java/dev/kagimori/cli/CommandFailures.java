package dev.kagimori.cli;

import dev.kagimori.database.CannotStart;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * What is said where a command can't do its work: both languages on standard error, and with {@code
 * --json} one object {@code {error: {reason, ja, en}}} on standard output, which holds nothing else
 * then. Exit status 2 is wrong use, 1 anything else.
 */
public final class CommandFailures {
  private static final String JSON = "--json";

  private final String reason;
  private final String ja;
  private final String en;

  private CommandFailures(String reason, String ja, String en) {
    this.reason = reason;
    this.ja = ja;
    this.en = en;
  }

  /** The same command line, whose failures are told so. */
  public static CommandLine told(CommandLine line) {
    var usual = line.getParameterExceptionHandler();
    return line.setExecutionStrategy(CommandFailures::run)
        .setExecutionExceptionHandler((failure, command, _) -> told(failure, command))
        .setParameterExceptionHandler((wrong, arguments) -> {
          var command = wrong.getCommandLine();
          if (isFlag(command) && Arrays.asList(arguments).contains(JSON))
            of(wrong).print(command.getOut());
          UsageWords.ja(wrong).ifPresent(ja -> command.getErr().println(ja));
          return usual.handleParseException(wrong, arguments);
        });
  }

  /** What was told to nobody, as of a full disk, is not done. */
  private static int run(ParseResult parsed) {
    int status = new RunLast().execute(parsed);
    var command = parsed.asCommandLineList().getLast();
    if (status == 0 && command.getOut().checkError())
      throw new ExecutionException(command, "not told", new IOException("standard output"));
    return status;
  }

  /** What the operator can mend is said in one go; the rest is a fault, with its trace logged. */
  private static int told(Exception failure, CommandLine command) {
    if (failure instanceof UncheckedIOException
        && failure.getCause() instanceof CharacterCodingException lines) // of Files.lines
    return told(lines, command);
    if (!(failure instanceof CannotStart) && !(failure instanceof IOException))
      LoggerFactory.getLogger(CommandFailures.class).error("the command failed", failure);
    var told = of(failure);
    if (asksForJson(command)) told.print(command.getOut());
    command.getErr().println(told.ja + System.lineSeparator() + told.en);
    command.getErr().flush();
    return Screen.REFUSED;
  }

  /** Whether the command was given {@code --json}. */
  static boolean asksForJson(CommandLine command) {
    return isFlag(command) && command.getParseResult().hasMatchedOption(JSON);
  }

  /** Elsewhere it is a file's name. */
  private static boolean isFlag(CommandLine command) {
    var option = command.getCommandSpec().findOption(JSON);
    return option != null && option.typeInfo().isBoolean();
  }

  /** The object that says so. */
  static JsonObject json(String reason, String ja, String en) {
    return new JsonObject()
        .put("error", new JsonObject().put("reason", reason).put("ja", ja).put("en", en));
  }

  private void print(PrintWriter out) {
    out.println(json(reason, ja, en).encode());
    out.flush();
  }

  private static CommandFailures of(ParameterException wrong) {
    var message = String.valueOf(wrong.getMessage());
    return new CommandFailures(
        "USAGE",
        "コマンドの指定が正しくありません: " + UsageWords.ja(wrong).orElseGet(() -> UsageWords.own(wrong, true)),
        "Wrong use: "
            + (UsageWords.ja(wrong).isPresent() ? message : UsageWords.own(wrong, false)));
  }

  private static CommandFailures of(Exception failure) {
    return switch (failure) {
      case CannotStart cannot ->
          new CommandFailures(
              "CANNOT_START",
              cannot.reasons().stream()
                  .map(CannotStart.Reason::ja)
                  .collect(Collectors.joining("\n")),
              cannot.reasons().stream()
                  .map(CannotStart.Reason::en)
                  .collect(Collectors.joining("\n")));
      case NoSuchFileException missing -> missing(Path.of(missing.getFile()));
      case AccessDeniedException denied ->
          new CommandFailures(
              "UNREADABLE",
              "読み書きする権限がありません: " + denied.getFile(),
              "No permission to read or write " + denied.getFile());
      case CharacterCodingException _ ->
          new CommandFailures(
              "UNREADABLE",
              "ファイルの文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。",
              "The file is not in UTF-8: save it so.");
      case IOException broken ->
          new CommandFailures(
              "UNREADABLE",
              "読み書きに失敗しました: " + said(broken) + "。ファイルと空き容量を確認して再実行してください。",
              "Reading or writing failed: "
                  + said(broken)
                  + ". Look at the file and the room there, and try again.");
      default ->
          new CommandFailures(
              "FAILED",
              "コマンドは失敗しました。標準エラー出力のログを確認してください: " + said(failure),
              "The command failed; see the log on standard error: " + said(failure));
    };
  }

  /** Who would have made the file lacks its folder. */
  private static CommandFailures missing(Path file) {
    var folder = file.toAbsolutePath().getParent();
    return folder == null || Files.isDirectory(folder)
        ? new CommandFailures("NO_FILE", "ファイルがありません: " + file, "There is no file " + file)
        : new CommandFailures("NO_FOLDER", "フォルダがありません: " + folder, "There is no folder " + folder);
  }

  private static String said(Exception failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }
}
