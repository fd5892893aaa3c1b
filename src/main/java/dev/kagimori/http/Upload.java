package dev.kagimori.http;

import java.io.InputStream;

/**
 * A request whose body is a stream of bytes of any length.
 *
 * @param call all else that was asked; its own body is empty
 * @param mediaType one that the contract names, in lower case and without parameters
 * @param body nothing is fetched from the client before the first byte is asked for; fails with an
 *     {@link java.io.IOException} where the client leaves, sends nothing for {@link
 *     StreamLimits#idle}, or breaks the framing
 */
public record Upload(Call call, String mediaType, InputStream body) {
  @Override
  public String toString() {
    return "Upload(" + mediaType + ", " + call + ")";
  }
}
