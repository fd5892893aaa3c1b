package dev.kagimori.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A day in Tokyo, such as 2027-03-31. */
final class Day implements ITypeConverter<LocalDate> {
  @Override
  public LocalDate convert(String typed) {
    try {
      return LocalDate.parse(typed);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "「%s」は日付ではありません。例: 2027-03-31 / no such day; write it like 2027-03-31".formatted(typed));
    }
  }
}
