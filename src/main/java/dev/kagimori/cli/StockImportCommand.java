package dev.kagimori.cli;

import dev.kagimori.database.CannotStart;
import dev.kagimori.stock.intake.DeadImports;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.seedfile.SignerCertificate;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kagimori stock import}. */
@Command(
    name = "import",
    description = {
      "Reads a maker's seed file into stock: PSKC 1.0 (RFC 6030), CSV or otpauth URIs.",
      "A serial number that exists is reported and never overwritten. What was broken off goes on",
      "when the same command is given again; what is done is reported again."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:every record was accepted (--dry-run: would be)",
      "1:it was not begun (no such file, say), or failed",
      "2:wrong use",
      "3:the good records were kept, others rejected (--on-error skip)",
      "4:nothing was kept, for the sake of records that will not do",
      "5:the file is broken or the key is wrong; with --on-error skip, what was kept before stays"
    })
final class StockImportCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(paramLabel = "FILE", description = "the seed file; - is standard input")
  private String file = "";

  @Option(names = "--institution", required = true, paramLabel = "ID")
  private String institution = "";

  @Option(names = "--dry-run", description = "judges everything and changes nothing")
  private boolean dryRun;

  @ArgGroup private TransportKeyOptions key = new TransportKeyOptions();

  @Option(
      names = "--signer",
      paramLabel = "FILE",
      description = {
        "the maker's certificate (X.509), which you trust: the file has to be signed by it,",
        "and is of 4 MiB at most"
      })
  private @Nullable Path signer;

  @Option(
      names = "--delivery",
      paramLabel = "NAME",
      description = "the maker's batch, 1 to 64 characters (default: the file's name)")
  private @Nullable String delivery;

  @Option(
      names = "--branch",
      converter = PlaceCode.OfBranch.class,
      paramLabel = "BRANCH",
      defaultValue = ImportOrder.HEAD_OFFICE,
      description = "where the fobs are (default: ${DEFAULT-VALUE})")
  private String branch = ImportOrder.HEAD_OFFICE;

  @Option(
      names = "--box",
      converter = PlaceCode.OfBox.class,
      paramLabel = "BOX",
      description = "in which all of them lie")
  private @Nullable String box;

  @Option(
      names = "--on-error",
      paramLabel = "stop|skip",
      defaultValue = "stop",
      description = {
        "stop: all of the file or nothing (default)",
        "skip: the good records are kept, the others reported"
      })
  private String onError = "stop";

  @Option(
      names = "--json",
      description = {
        "one object: {read, accepted, rejected: [{position, serial, reason, …}], …};",
        "where it failed: {error: {reason, ja, en}}"
      })
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var order = order();
    if (!isStandardInput() && Files.isDirectory(path()))
      throw new CannotStart(
          "FILE はディレクトリです。ファイルを指定してください: " + file, "FILE is a directory; name a file: " + file);
    var trusted = signer == null ? Optional.<PublicKey>empty() : Optional.of(key(signer));
    boolean terminal = ProgressBar.isTerminal();
    var err = spec.commandLine().getErr();
    var size = isStandardInput() ? OptionalLong.empty() : OptionalLong.of(Files.size(path()));
    try (var opener = key.open(spec.commandLine());
        var in = isStandardInput() ? System.in : Files.newInputStream(path());
        var office = Office.open(database)) {
      if (!dryRun) DeadImports.end(office.pool(), institution, Instant.now());
      var imports =
          new Import(office.pool(), office.keyring(), office.terms(), new CompositeMeterRegistry());
      var bar = new ProgressBar(err, terminal, size);
      Progress progress =
          terminal || !json ? (read, _, rejected) -> bar.at(read, rejected) : Progress.NONE;
      ImportOutcome outcome;
      try {
        var counted = bar.counting(in);
        var clock = Clock.systemUTC();
        outcome =
            trusted.isPresent()
                ? imports.runSigned(
                    order, counted, trusted.get(), opener, office.source(), clock, progress)
                : imports.run(order, counted, opener, office.source(), clock, progress);
      } finally {
        bar.end();
      }
      return new ImportTold(spec, order).tell(outcome, json);
    }
  }

  private static PublicKey key(Path certificate) throws IOException {
    try (var in = Files.newInputStream(certificate)) {
      return SignerCertificate.key(in)
          .orElseThrow(() ->
              new CannotStart(
                  "--signer は X.509 証明書のファイルです。", "--signer is a file with an X.509 certificate."));
    }
  }

  private ImportOrder order() {
    if (isStandardInput() && delivery == null)
      throw wrong(
          "標準入力から読むときは --delivery NAME も指定してください。 / "
              + "With standard input, --delivery NAME has to be given too.");
    var name = isStandardInput() ? "standard input" : String.valueOf(path().getFileName());
    try {
      return new ImportOrder(
          institution,
          delivery == null ? ImportOrder.deliveryOf(name) : delivery,
          name,
          branch,
          Optional.ofNullable(box).filter(it -> !it.isEmpty()),
          onError(),
          dryRun,
          Optional.empty(),
          Optional.empty());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private OnError onError() {
    return switch (onError.toLowerCase(Locale.ROOT)) {
      case "stop" -> OnError.STOP;
      case "skip" -> OnError.SKIP;
      default -> throw wrong("--on-error は stop か skip です。 / --on-error is stop or skip.");
    };
  }

  private boolean isStandardInput() {
    return file.equals(STANDARD_INPUT);
  }

  private Path path() {
    return Path.of(file);
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }
}
