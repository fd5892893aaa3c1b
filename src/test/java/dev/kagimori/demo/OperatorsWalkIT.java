package dev.kagimori.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OperatorsWalkIT {
  private static final List<String> TOOLS = List.of("bash", "curl", "jq", "openssl", "setsid");

  @TempDir Path directory;

  @Test
  void theReadmeWalksABoxFromItsSeedFileToCustomersAndAllOfThemToNewFobs() throws Exception {
    for (var tool : TOOLS)
      assumeTrue(System.getenv("CI") != null || isHere(tool), tool + " is not installed");
    try (var demo = DemoProcess.start(directory.resolve(".kagimori/demo"))) {
      demo.awaitLine("ready");
      demo.announcement();
      var printed = OperatorsWalk.run(directory);
      for (var end : List.of("\n *20 201\n", "\n20 exchanged\n"))
        assertTrue(Pattern.compile(end).matcher(printed).find(), printed);
      var box = directory.resolve("box");
      assertEquals(21, Files.readAllLines(box.resolve("list.csv")).size(), printed);
      for (var paper : List.of("labels.pdf", "letters.pdf"))
        assertTrue(
            Files.readString(box.resolve(paper), StandardCharsets.ISO_8859_1).startsWith("%PDF-"),
            paper);
      for (var end : List.of("GM +RETIRED", "SY +IN_USE"))
        assertTrue(Pattern.compile(end + " +CHECKED +20\\b").matcher(printed).find(), printed);
    }
  }

  private static boolean isHere(String tool) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
