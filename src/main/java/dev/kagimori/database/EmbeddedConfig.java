package dev.kagimori.database;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The settings of an embedded PostgreSQL, written anew at each start. */
final class EmbeddedConfig {
  /** How many connections it takes. */
  static final int CONNECTIONS_MAX = 100;

  private static final String INCLUDE = "include 'kagimori.conf'";

  // values of statements can be secrets: neither they nor the DETAIL that repeats rows are logged
  private static final String SETTINGS =
      """
      # written by Kagimori at each start
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      max_connections = 100
      password_encryption = 'scram-sha-256'
      client_connection_check_interval = '500ms'
      fsync = on
      synchronous_commit = on
      full_page_writes = on
      checkpoint_timeout = '15min'
      # this build has no lz4, and the other way costs more time than it saves
      wal_compression = off
      logging_collector = on
      log_destination = 'stderr'
      log_directory = 'log'
      log_filename = 'postgresql-%a.log'
      log_file_mode = 0600
      log_rotation_age = '1d'
      log_rotation_size = 0
      log_truncate_on_rotation = on
      log_line_prefix = '%m [%p] %u %a '
      log_connections = on
      log_disconnections = on
      log_statement = 'none'
      log_error_verbosity = terse
      log_min_error_statement = panic
      log_min_duration_statement = -1
      log_parameter_max_length = 0
      log_parameter_max_length_on_error = 0
      """;

  private static final String ACCESS =
      """
      # written by Kagimori at each start
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private static final long MB = 1 << 20;

  private EmbeddedConfig() {}

  static void write(Path data) throws IOException {
    long wal = walMax(Files.getFileStore(data).getUsableSpace());
    var sized =
        "shared_buffers = '%dMB'%nmax_wal_size = '%dMB'%nmin_wal_size = '%dMB'%n"
            .formatted(sharedBuffers(memory()), wal, walMin(wal));
    Files.writeString(data.resolve("kagimori.conf"), SETTINGS + sized);
    Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
    var main = data.resolve("postgresql.conf");
    if (!Files.readString(main).contains(INCLUDE))
      Files.writeString(main, "\n" + INCLUDE + "\n", StandardOpenOption.APPEND);
  }

  /** A quarter of the memory, 128 MB to 4 GB; what is not used takes none. */
  static long sharedBuffers(long memory) {
    return Math.clamp(memory / 4 / MB, 128, 4096);
  }

  /** Seldom checkpoints write few whole pages; a tenth of what is free, 1 GB to 8 GB. */
  static long walMax(long free) {
    return Math.clamp(free / 10 / MB, 1024, 8192);
  }

  /** Files of the log that are kept to be used again: to make one holds all commits up. */
  static long walMin(long max) {
    return max / 4;
  }

  /** Of the machine or the container. */
  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
