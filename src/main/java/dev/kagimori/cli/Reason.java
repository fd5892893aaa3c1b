package dev.kagimori.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A text for the audit, which has to say something. */
final class Reason implements ITypeConverter<String> {
  /** As over HTTP. */
  private static final int LENGTH_MAX = 500;

  @Override
  public String convert(String typed) {
    if (typed.length() > LENGTH_MAX)
      throw new TypeConversionException(
          "%d文字以内で入力してください / it has %d characters at most".formatted(LENGTH_MAX, LENGTH_MAX));
    if (typed.matches("[\\p{Z}\\p{C}]*"))
      throw new TypeConversionException("理由を入力してください / it has to say something");
    return typed;
  }
}
