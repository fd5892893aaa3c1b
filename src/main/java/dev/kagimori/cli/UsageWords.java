package dev.kagimori.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli says of wrong use in English alone, in Japanese. */
final class UsageWords {
  private static final Pattern JAPANESE = Pattern.compile("[\\u3040-\\u30ff\\u4e00-\\u9fff]");

  /** What picocli puts before the text of a converter. */
  private static final Pattern PREFIX = Pattern.compile("^Invalid value for [^:]*: ");

  private static final Pattern NAME = Pattern.compile("--[a-z][a-z0-9-]*");

  private UsageWords() {}

  /** Empty where the text has both languages already, as our own. */
  static Optional<String> ja(ParameterException wrong) {
    var english = String.valueOf(wrong.getMessage());
    if (JAPANESE.matcher(english).find()) return Optional.empty();
    return Optional.of(
        switch (wrong) {
          case UnmatchedArgumentException unmatched -> unmatched(unmatched);
          case MissingParameterException missing -> missing(missing, english);
          case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " は一度だけ指定してください。";
          case MutuallyExclusiveArgsException _ -> "同時に指定できるのは一つだけです: " + names(english);
          default -> value(wrong);
        });
  }

  /** What one language has of a text of our own in both, behind the option that it is about. */
  static String own(ParameterException wrong, boolean ja) {
    var text = PREFIX.matcher(String.valueOf(wrong.getMessage())).replaceFirst("");
    var part =
        Stream.of(text.split(" / |\\R"))
            .filter(it -> JAPANESE.matcher(it).find() == ja)
            .collect(Collectors.joining(" "));
    var arg = wrong.getArgSpec();
    return (arg == null ? "" : name(arg) + ": ") + (part.isEmpty() ? text : part);
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    var first = wrong.getUnmatched().getFirst();
    return wrong.isUnknownOption()
        ? "オプション %s はありません。--help で確認してください。".formatted(first)
        : "余分な引数があります: %s".formatted(first);
  }

  private static String missing(MissingParameterException wrong, String english) {
    var names = wrong.getMissing().stream().map(UsageWords::name).collect(Collectors.joining("、"));
    if (english.contains("parameter for option")) return names + " には値が要ります。";
    return names.isEmpty() ? "必須の指定がありません。" : "必須の指定がありません: " + names;
  }

  private static String value(ParameterException wrong) {
    var arg = wrong.getArgSpec();
    if (arg == null) return "コマンドの指定が正しくありません。--help で確認してください。";
    var ja = "%s に「%s」は指定できません。".formatted(name(arg), wrong.getValue());
    var candidates = arg.completionCandidates();
    if (candidates == null) return ja;
    return StreamSupport.stream(candidates.spliterator(), false)
        .collect(Collectors.joining("、", ja + "指定できる値: ", ""));
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static String names(String english) {
    return NAME.matcher(english).results().map(it -> it.group()).collect(Collectors.joining("、"));
  }
}
