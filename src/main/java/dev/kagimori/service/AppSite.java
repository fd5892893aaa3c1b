package dev.kagimori.service;

import dev.kagimori.app.AppFiles;
import dev.kagimori.http.Site;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The phone app's files at the public port; kept as they are sent. */
final class AppSite implements Site {
  private final Map<String, File> files = new HashMap<>();

  private AppSite(AppFiles app) {
    app.all()
        .forEach((path, file) ->
            files.put(
                path,
                new File(
                    file.headers(),
                    file.etag(),
                    Buffer.buffer(file.plain()),
                    Buffer.buffer(file.compressed()))));
  }

  static AppSite load() {
    return new AppSite(AppFiles.load());
  }

  @Override
  public Optional<File> at(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
