/**
 * What leaves on paper: sheets of labels for fobs, and the letters that go with them, as PDF. Given
 * records, writes to a stream; knows neither database nor HTTP.
 *
 * <p>The Japanese font BIZ UDGothic (SIL Open Font License 1.1) is embedded, of each file only the
 * glyphs that it uses, so that paper looks alike wherever it is printed.
 */
@NullMarked
package dev.kagimori.stock.print;

import org.jspecify.annotations.NullMarked;
