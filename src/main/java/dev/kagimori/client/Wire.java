package dev.kagimori.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON and back, component by component under the same name.
 *
 * <p>An answer may have more fields than the record, and values of an enum that it does not know,
 * since a newer service has; what the record needs has to be there.
 */
final class Wire {
  private static final String UNKNOWN = "UNKNOWN";

  private Wire() {}

  /** An answer is not as the contract says; it does not tell what was in it. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misfit(String pointer) {
      super(pointer + " does not fit the contract");
    }
  }

  static JsonObject write(Record written) {
    var json = new JsonObject();
    for (var component : written.getClass().getRecordComponents()) {
      var value = value(component, written);
      if (value != null) json.put(component.getName(), toJson(value));
    }
    return json;
  }

  static @Nullable Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " can't be read", e);
    }
  }

  private static Object toJson(Object value) {
    return switch (value) {
      case Record inner -> write(inner);
      case Collection<?> list -> {
        var array = new JsonArray();
        list.forEach(item -> array.add(toJson(item)));
        yield array;
      }
      case OffsetDateTime time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
      case UUID id -> id.toString();
      case Enum<?> constant when constant.name().equals(UNKNOWN) ->
          throw new IllegalArgumentException(
              "%s.UNKNOWN は送信できません / %s.UNKNOWN can't be sent"
                  .formatted(
                      constant.getDeclaringClass().getSimpleName(),
                      constant.getDeclaringClass().getSimpleName()));
      case Enum<?> constant -> constant.name();
      default -> value;
    };
  }

  /**
   * Reads an answer.
   *
   * @throws Misfit when something is missing or of another type
   */
  static <T extends Record> T read(Class<T> type, JsonObject json) {
    return read(type, json, "");
  }

  private static <T extends Record> T read(Class<T> type, JsonObject json, String at) {
    var components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new @Nullable Object[components.length];
    for (int n = 0; n < components.length; n++) {
      types[n] = components[n].getType();
      values[n] = component(components[n], json, at);
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " can't be made", e);
    }
  }

  private static @Nullable Object component(RecordComponent of, JsonObject json, String at) {
    var pointer = at + "/" + of.getName();
    var raw = json.getValue(of.getName());
    if (raw != null) return fromJson(of.getGenericType(), raw, pointer);
    if (isOptional(of)) return null;
    throw new Misfit(pointer);
  }

  static boolean isOptional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static Object fromJson(Type type, Object raw, String at) {
    try {
      return type instanceof ParameterizedType many ? many(many, raw, at) : one(type, raw, at);
    } catch (ClassCastException | ArithmeticException | IllegalArgumentException e) {
      throw new Misfit(at);
    } catch (java.time.DateTimeException e) {
      throw new Misfit(at);
    }
  }

  private static Object many(ParameterizedType type, Object raw, String at) {
    var of = type.getActualTypeArguments();
    if (type.getRawType() == List.class)
      return ((JsonArray) raw).stream().map(item -> fromJson(of[0], item, at + "/-")).toList();
    var map = new LinkedHashMap<Object, Object>();
    ((JsonObject) raw)
        .forEach(e ->
            map.put(
                fromJson(of[0], e.getKey(), at),
                fromJson(of[1], e.getValue(), at + "/" + e.getKey())));
    return Map.copyOf(map);
  }

  private static Object one(Type type, Object raw, String at) {
    if (type == String.class) return String.class.cast(raw);
    if (type == boolean.class || type == Boolean.class) return Boolean.class.cast(raw);
    if (type == int.class || type == Integer.class) return Math.toIntExact(whole(raw));
    if (type == Long.class) return whole(raw);
    if (type == UUID.class) return UUID.fromString((String) raw);
    if (type == OffsetDateTime.class) return OffsetDateTime.parse((String) raw);
    if (type instanceof Class<?> c && c.isEnum()) return constant(c, (String) raw);
    if (type instanceof Class<?> c && c.isRecord())
      return read(c.asSubclass(Record.class), (JsonObject) raw, at);
    throw new IllegalStateException("no JSON for " + type);
  }

  private static long whole(Object raw) {
    if (raw instanceof Integer || raw instanceof Long) return ((Number) raw).longValue();
    throw new ArithmeticException("not a whole number");
  }

  private static Object constant(Class<?> type, String name) {
    Object unknown = null;
    for (var constant : type.getEnumConstants()) {
      var known = ((Enum<?>) constant).name();
      if (known.equals(name)) return constant;
      if (known.equals(UNKNOWN)) unknown = constant;
    }
    if (unknown == null) throw new IllegalArgumentException(name);
    return unknown;
  }
}
