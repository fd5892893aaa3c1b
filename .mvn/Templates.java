import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes Java of the templates below a folder: {@code FROM INTO PACKAGE}. What is the same as before stays untouched, so that nothing is compiled again
 * where nothing was changed.
 */
class Templates {
  public static void main(String[] args) throws Exception {
    var fresh = Files.createTempDirectory("templates");
    var into = Files.createDirectories(Path.of(args[1]));
    var engine = TemplateEngine.create(new DirectoryCodeResolver(Path.of(args[0])), fresh, ContentType.Html, null, args[2]);
    engine.setTrimControlStructures(true);
    engine.generateAll();
    var made = files(fresh);
    for (var file : made) {
      var to = into.resolve(file.toString());
      Files.createDirectories(to.getParent());
      if (!Files.exists(to) || Files.mismatch(fresh.resolve(file), to) >= 0) Files.copy(fresh.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
    }
    for (var file : files(into)) if (!made.contains(file)) Files.delete(into.resolve(file.toString()));
    try (Stream<Path> walk = Files.walk(fresh)) {
      for (var path : walk.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(path);
    }
  }

  private static Set<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).map(folder::relativize).collect(Collectors.toSet());
    }
  }
}
