package dev.kagimori.stock.seedfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.util.function.Consumer;

/** Reads otpauth URIs, one a line (the Key URI format of Google Authenticator's wiki). */
final class OtpauthReader {
  private final BoundedInput bytes;
  private final SeedFileLimits limits;
  private final Consumer<SeedResult> results;
  private int position;
  private int line;
  private int seedBits;

  private OtpauthReader(BoundedInput bytes, SeedFileLimits limits, Consumer<SeedResult> results) {
    this.bytes = bytes;
    this.limits = limits;
    this.results = results;
  }

  static FileEnd read(
      BoundedInput in, FileHead head, SeedFileLimits limits, Consumer<SeedResult> results)
      throws IOException {
    var reader = new OtpauthReader(in, limits, results);
    try {
      reader.lines(new BufferedReader(new InputStreamReader(in, head.charset().newDecoder())));
    } catch (Refused e) {
      results.accept(new SeedResult.Broken(e.problem(0, "")));
    } catch (CharacterCodingException e) {
      results.accept(new SeedResult.Broken(Lines.notText(reader.line + 1).problem(0, "")));
    } catch (BoundedInput.TooLong e) {
      results.accept(new SeedResult.Broken(Lines.tooLong(reader.line + 1).problem(0, "")));
    }
    return in.end();
  }

  private void lines(BufferedReader in) throws IOException, Refused {
    var text = in.readLine();
    while (text != null) {
      line++;
      bytes.progressed();
      var next = in.readLine();
      if (!text.isBlank()) uri(text.strip(), next == null && !bytes.isAtLineEnd());
      text = next;
    }
  }

  private void uri(String text, boolean cut) throws Refused {
    if (++position > limits.records()) throw Lines.tooMany(line);
    var uri = new OtpauthUri(position, line);
    SeedResult result;
    try {
      var record = uri.parse(text);
      if (cut && seedBits != 0 && record.seedBits() != seedBits) {
        record.seed().close();
        throw Lines.cutOff(line);
      }
      seedBits = record.seedBits();
      result = new SeedResult.Usable(record);
    } catch (Refused e) {
      if (e.isFatal()) throw e;
      if (cut && seedBits != 0 && e.mayBeCutOff()) throw Lines.cutOff(line);
      result = new SeedResult.Unusable(e.problem(position, uri.serial()));
    }
    results.accept(result);
  }
}
