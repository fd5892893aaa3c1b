package dev.kagimori.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259) without the leniency of the usual readers: UTF-8 alone, each
 * name once, nothing after it, bounded depth and numbers, and no character that a database can't
 * keep. Time and memory are linear in the bytes, which the caller bounds.
 */
final class StrictJson {
  /** Digits of a number; a long has 19. */
  private static final int NUMBER = 20;

  private static final int NAME = 64;

  private final JsonFactory factory;
  private final int depth;

  /** Either the object, or what is wrong. */
  sealed interface Outcome {
    record Read(JsonObject object) implements Outcome {}

    record Refused(FieldError error) implements Outcome {}
  }

  StrictJson(int depth) {
    this.depth = depth;
    var constraints = // the reader's own, as a second line behind the checks below
        StreamReadConstraints.builder().maxNestingDepth(depth + 1).maxNumberLength(1000).build();
    factory = JsonFactory.builder().streamReadConstraints(constraints).build();
  }

  Outcome read(byte[] bytes) {
    try (var parser = parser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) throw notJson(parser);
      var object = object(parser, "", 1);
      if (parser.nextToken() != null) throw notJson(parser);
      return new Outcome.Read(object);
    } catch (CharacterCodingException e) {
      return new Outcome.Refused(FieldError.body("", Reason.NOT_UTF8));
    } catch (Misfit e) {
      return new Outcome.Refused(e.error);
    } catch (JsonProcessingException e) {
      return new Outcome.Refused(notJson(e.getLocation()).error);
    } catch (IOException e) {
      throw new UncheckedIOException("a string in memory can't fail to be read", e);
    }
  }

  private JsonParser parser(byte[] bytes) throws IOException {
    return isAscii(bytes)
        ? factory.createParser(bytes)
        : factory.createParser(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }

  /** No zeros either: they would make the reader look for other encodings. */
  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) if (b <= 0) return false;
    return true;
  }

  private JsonObject object(JsonParser parser, String at, int level) throws IOException, Misfit {
    if (level > depth) throw new Misfit(at, Reason.TOO_DEEP, depth);
    var object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      if (name.length() > NAME) throw new Misfit(at, Reason.NAME_TOO_LONG, NAME);
      if (!storable(name)) throw new Misfit(at, Reason.CHARACTER, 0);
      var pointer = at + '/' + name.replace("~", "~0").replace("/", "~1");
      if (object.containsKey(name)) throw new Misfit(pointer, Reason.TWICE, 0);
      parser.nextToken();
      object.put(name, value(parser, pointer, level));
    }
    return object;
  }

  private JsonArray array(JsonParser parser, String at, int level) throws IOException, Misfit {
    if (level > depth) throw new Misfit(at, Reason.TOO_DEEP, depth);
    var array = new JsonArray();
    while (parser.nextToken() != JsonToken.END_ARRAY)
      array.add(value(parser, at + '/' + array.size(), level));
    return array;
  }

  private @Nullable Object value(JsonParser parser, String at, int level)
      throws IOException, Misfit {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, at, level + 1);
      case START_ARRAY -> array(parser, at, level + 1);
      case VALUE_STRING -> string(parser, at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, at);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("the reader gave no value where one begins");
    };
  }

  private static String string(JsonParser parser, String at) throws IOException, Misfit {
    var text = parser.getText();
    if (!storable(text)) throw new Misfit(at, Reason.CHARACTER, 0);
    return text;
  }

  private static Number number(JsonParser parser, String at) throws IOException, Misfit {
    if (parser.getTextLength() > NUMBER) throw new Misfit(at, Reason.NUMBER_TOO_LONG, NUMBER);
    return switch (parser.getNumberType()) {
      case INT -> parser.getIntValue();
      case LONG -> parser.getLongValue();
      case BIG_INTEGER -> throw new Misfit(at, Reason.NUMBER_TOO_LONG, NUMBER - 2);
      case FLOAT, DOUBLE, BIG_DECIMAL -> {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) throw new Misfit(at, Reason.NUMBER_TOO_LONG, NUMBER - 2);
        yield value;
      }
    };
  }

  /** PostgreSQL keeps neither U+0000 nor half of a surrogate pair. */
  private static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) return false;
      if (Character.isHighSurrogate(c)
          && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) return false;
    }
    return true;
  }

  private static Misfit notJson(JsonParser parser) {
    return notJson(parser.currentTokenLocation());
  }

  private static Misfit notJson(@Nullable JsonLocation where) {
    return new Misfit("", Reason.NOT_JSON, where == null ? 1 : where.getLineNr());
  }

  /** Leaves the recursion; never leaves this class. */
  private static final class Misfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient FieldError error;

    Misfit(String pointer, Reason reason, int bound) {
      super(null, null, false, false);
      error = new FieldError(In.BODY, pointer, reason, Integer.toString(bound));
    }
  }
}
