import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** Checks ({@code check DIR…}) or mends ({@code write DIR…}) the format of every Java file below the folders. */
class Format {
  public static void main(String[] args) throws Exception {
    var write = args[0].equals("write");
    var bad = new ConcurrentSkipListSet<Path>();
    for (var dir : List.of(args).subList(1, args.length))
      try (var walk = Files.walk(Path.of(dir))) {
        var files = walk.filter(f -> f.toString().endsWith(".java")).toList();
        files.parallelStream().filter(file -> differs(file, write)).forEach(bad::add);
      }
    if (bad.isEmpty() || write) return;
    bad.forEach(file -> System.err.println("not formatted: " + file));
    System.err.println("Mend with: mvn process-test-sources -Dformat=write");
    System.exit(1);
  }

  private static boolean differs(Path file, boolean write) {
    try {
      var is = Files.readString(file);
      var should =
          new Formatter().formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(is));
      if (is.equals(should)) return false;
      if (write) Files.writeString(file, should);
      return true;
    } catch (IOException | FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
