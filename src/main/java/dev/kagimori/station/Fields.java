package dev.kagimori.station;

import dev.kagimori.station.StationException.BrokenRack;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The fields of an answer's body, one after the other. May hold a code: no toString. */
final class Fields {
  private final ByteBuffer rest;

  Fields(byte[] body) {
    rest = ByteBuffer.wrap(body);
  }

  int u8() throws BrokenRack {
    return Byte.toUnsignedInt(next(ByteBuffer::get));
  }

  int u16() throws BrokenRack {
    return Short.toUnsignedInt(next(ByteBuffer::getShort));
  }

  long u32() throws BrokenRack {
    return Integer.toUnsignedLong(next(ByteBuffer::getInt));
  }

  long i64() throws BrokenRack {
    return next(ByteBuffer::getLong);
  }

  /** Printable ASCII. */
  String text(int lengthMax) throws BrokenRack {
    int length = u8();
    if (length > lengthMax || length > rest.remaining()) throw new BrokenRack("text too long");
    var bytes = new byte[length];
    rest.get(bytes);
    for (byte b : bytes) {
      if (b < 0x20 || b > 0x7E) throw new BrokenRack("text not printable");
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /** That nothing is left. */
  void end() throws BrokenRack {
    if (rest.hasRemaining()) throw new BrokenRack("answer too long");
  }

  private <T> T next(Function<ByteBuffer, T> field) throws BrokenRack {
    try {
      return field.apply(rest);
    } catch (BufferUnderflowException e) {
      throw new BrokenRack("answer too short");
    }
  }
}
