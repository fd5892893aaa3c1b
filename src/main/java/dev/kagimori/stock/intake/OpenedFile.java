package dev.kagimori.stock.intake;

import dev.kagimori.stock.seedfile.FileEnd;
import dev.kagimori.stock.seedfile.SeedFile;
import dev.kagimori.stock.seedfile.SeedFileLimits;
import dev.kagimori.stock.seedfile.SeedResult;
import dev.kagimori.stock.seedfile.TransportKey;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file with what opens it.
 *
 * @param signer by whom it has to be signed
 */
record OpenedFile(IncomingFile file, TransportKey key, Optional<PublicKey> signer) {
  FileEnd read(Consumer<SeedResult> results) throws IOException {
    var limits = SeedFileLimits.usual();
    return signer.isPresent()
        ? SeedFile.readSigned(file, signer.get(), key, limits, results)
        : SeedFile.read(file, key, limits, results);
  }
}
