package dev.kagimori.cli;

import dev.kagimori.stock.Place;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Codes of places, in whatever spelling they are typed. */
final class PlaceCode {
  private PlaceCode() {}

  /** A branch's. */
  static final class OfBranch implements ITypeConverter<String> {
    @Override
    public String convert(String typed) {
      var code = Place.typed(typed);
      if (Place.isBranch(code)) return code;
      throw new TypeConversionException(
          "店舗コードは英大文字・数字・ハイフン1〜16文字です / a branch's code is 1 to 16 of A-Z, 0-9 and hyphens");
    }
  }

  /** A box's or a shelf's; nothing stands for none. */
  static final class OfBox implements ITypeConverter<String> {
    @Override
    public String convert(String typed) {
      var code = Place.typed(typed);
      if (code.isEmpty() || Place.isBox(code)) return code;
      throw new TypeConversionException(
          "箱と棚は英大文字・数字・ハイフン1〜32文字です / a box and a shelf are 1 to 32 of A-Z, 0-9 and hyphens");
    }
  }
}
