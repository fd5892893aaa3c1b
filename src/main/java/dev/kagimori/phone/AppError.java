package dev.kagimori.phone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the app shows when something failed: a code, and, in its message, what to do. */
public final class AppError extends RuntimeException {
  /** There is no connection. */
  public static final String NO_CONNECTION = "A000";

  /** The exchange with the server failed part-way: no answer in time. */
  public static final String NO_ANSWER = "A001";

  /** The exchange with the server failed part-way: an answer that is none. */
  public static final String MALFORMED_ANSWER = "A002";

  /** This service ID and user ID are on this phone already. */
  public static final String ALREADY_HERE = "A916";

  private static final long serialVersionUID = 1;

  private final String code;
  private final @Nullable String nextIssueFrom;

  AppError(String code, String detail, @Nullable String nextIssueFrom) {
    super(code + ": " + detail);
    this.code = code;
    this.nextIssueFrom = nextIssueFrom;
  }

  /** One that the app finds by itself. */
  static AppError ofApp(String code) {
    return new AppError(
        code,
        switch (code) {
          case NO_CONNECTION ->
              "通信できません。インターネット接続とサービスIDをご確認ください。"
                  + " / No connection. Please check the internet connection and the service ID.";
          case ALREADY_HERE -> "このトークンは設定済みです。 / This token is already on this phone.";
          default ->
              "通信が途中で失敗しました。しばらくしてからお試しください。"
                  + " / The exchange failed part-way. Please try again later.";
        },
        null);
  }

  /** Such as {@code S0C1}, or {@code A000} for one that the app finds by itself. */
  public String code() {
    return code;
  }

  /** With a waiting time: from when on, RFC 3339; else empty. */
  public String nextIssueFrom() {
    return Objects.requireNonNullElse(nextIssueFrom, "");
  }
}
