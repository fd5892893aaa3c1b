package dev.kagimori.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandFailuresTest {
  private record Told(int status, String out, String err) {}

  private static Told run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        CommandFailures.told(new CommandLine(new StockCommand()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Told(status, out.toString(), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import f|必須の指定がありません: --institution|Missing required option: '--institution",
        "import --institution i|必須の指定がありません: FILE|Missing required parameter: 'FILE'",
        "import f --institution i --braanch HQ|オプション --braanch はありません|Unknown option",
        "import f --institution i g|余分な引数があります: g|Unmatched argument",
        "import f --institution|--institution には値が要ります|Missing required parameter for option",
        "import f --institution --dry-run|--institution には値が要ります|Expected parameter",
        "import f --institution i --institution j|--institution は一度だけ|specified only once",
        "import f --institution i --key-hex 00 --key-file k|一つだけです: --key-hex、|mutually exclusive",
        "fobs --institution i --state LOST|--state に「LOST」は指定できません。指定できる値: |Invalid value",
        "check --line l --service s --key-file k --baud two|--baud に「two」は|Invalid value",
      })
  void wrongUseIsToldInBothLanguagesAndNamesTheOption(String words, String ja, String en) {
    var told = run(words.split(" "));
    assertEquals(2, told.status());
    assertEquals("", told.out());
    assertTrue(told.err().contains(ja), told.err());
    assertTrue(told.err().contains(en), told.err());

    var asked = run(words.replaceFirst(" ", " --json ").split(" "));
    var error = new JsonObject(asked.out()).getJsonObject("error");
    assertEquals("USAGE", error.getString("reason"));
    assertTrue(error.getString("ja").contains(ja), asked.out());
    assertFalse(error.getString("ja").contains(en), asked.out());
    assertTrue(error.getString("en").contains(en), asked.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--old-until 2027-02-30|--old-until: 「2027-02-30」は日付ではありません|--old-until: no such day",
        "--battery-before x|--battery-before: 「x」は日付ではありません|--battery-before: no such day",
        "--branch 支店|--branch: 店舗コードは|--branch: a branch's code is",
        "--from-branch a_b|--from-branch: 店舗コードは|--from-branch: a branch's code is",
      })
  void ofWrongValuesEachLanguageNamesTheOptionAndHasNothingOfTheOther(
      String words, String ja, String en) {
    var all = "campaign new --institution i --name n --replace-with SY --json " + words;
    var error = new JsonObject(run(all.split(" ")).out()).getJsonObject("error");
    assertTrue(error.getString("ja").startsWith("コマンドの指定が正しくありません: " + ja), error::encode);
    assertTrue(error.getString("en").startsWith("Wrong use: " + en), error::encode);
    assertFalse(error.getString("ja").contains("Invalid"), error::encode);
  }

  @Test
  void aJapaneseValueIsNotTakenForTheJapaneseWords() {
    var told = run("fobs", "--institution", "i", "--json", "--state", "在庫");
    var error = new JsonObject(told.out()).getJsonObject("error");
    assertTrue(error.getString("en").contains("--state: expected one of"), error::encode);
  }

  @Test
  void aListThatCanNotBeReadIsToldInBothLanguages(@TempDir Path directory) throws Exception {
    var list = directory.resolve("list");
    Files.write(list, new byte[] {(byte) 0x83, 0x56});
    String[] words = {
      "campaign",
      "new",
      "--institution",
      "i",
      "--name",
      "n",
      "--replace-with",
      "SY",
      "--old-until",
      "2100-01-31",
      "--json",
      "--list",
      list.toString()
    };
    var error = new JsonObject(run(words).out()).getJsonObject("error");
    assertTrue(error.getString("ja").contains("UTF-8 で保存"), error::encode);
    assertTrue(error.getString("en").contains("not in UTF-8"), error::encode);
    Files.writeString(list, "GM00000001\nno!\n");
    error = new JsonObject(run(words).out()).getJsonObject("error");
    assertEquals("--list の2行目はシリアル番号ではありません: no!", error.getString("ja"));
    assertEquals("--list, line 2: no serial number: no!", error.getString("en"));
    Files.delete(list);
    error = new JsonObject(run(words).out()).getJsonObject("error");
    assertEquals("NO_FILE", error.getString("reason"));
  }

  @Test
  void theFileOrTheFolderThatIsMissingIsNamed(@TempDir Path directory) throws Exception {
    var file = directory.resolve("file").toString();
    var told = run("import", file, "--institution", "i", "--key-hex", "00".repeat(16));
    assertTrue(told.err().contains("There is no file " + file), told.err());
    var missing = directory.resolve("folder");
    var within = missing.resolve("file").toString();
    told = run("import", within, "--institution", "i", "--key-hex", "00".repeat(16), "--json");
    assertTrue(told.err().contains("フォルダがありません: " + missing), told.err());
    var error = new JsonObject(told.out()).getJsonObject("error");
    assertEquals("NO_FOLDER", error.getString("reason"));
  }

  @Test
  void whatCanNotBeReadIsToldInBothLanguages(@TempDir Path directory) throws Exception {
    var file = Files.createFile(directory.resolve("file")).toString();
    var told = run("import", file, "--institution", "i", "--key-file", directory.toString());
    assertEquals(1, told.status());
    assertTrue(told.err().contains("読み書きに失敗しました"), told.err());
    assertTrue(told.err().contains("Reading or writing failed: "), told.err());
  }
}
