package dev.kagimori.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A text for the audit, which has to say something. */
final class Reason implements ITypeConverter<String> {
  @Override
  public String convert(String typed) {
    if (typed.matches("[\\p{Z}\\p{C}]*"))
      throw new TypeConversionException("理由を入力してください / it has to say something");
    return typed;
  }
}
