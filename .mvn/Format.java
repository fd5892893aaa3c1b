import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks ({@code check DIR…}) or mends ({@code write DIR…}) the format of every Java file below the folders. */
class Format {
  public static void main(String[] args) throws Exception {
    var write = args[0].equals("write");
    var formatter = new Formatter();
    var bad = new ArrayList<Path>();
    for (var dir : List.of(args).subList(1, args.length)) {
      if (!Files.isDirectory(Path.of(dir))) continue;
      try (var walk = Files.walk(Path.of(dir))) {
        for (var file : walk.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          var is = Files.readString(file);
          var should = formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(is));
          if (is.equals(should)) continue;
          bad.add(file);
          if (write) Files.writeString(file, should);
        }
      }
    }
    if (bad.isEmpty() || write) return;
    bad.forEach(file -> System.err.println("not formatted: " + file));
    System.err.println("Mend with: mvn process-test-sources -Dformat=write");
    System.exit(1);
  }
}
