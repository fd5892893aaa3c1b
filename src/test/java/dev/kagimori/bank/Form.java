package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The filled form of a page, sent as its browser would, but more often than a page lets one. */
record Form(String action, String body, String cookies) {
  @SuppressWarnings("unchecked")
  static Form on(Page page) {
    var fields =
        (Map<String, String>)
            page.evaluate("Object.fromEntries(new FormData(document.querySelector('form.step')))");
    var body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var cookies =
        page.context().cookies().stream()
            .map(cookie -> cookie.name + "=" + cookie.value)
            .collect(Collectors.joining("; "));
    var action = (String) page.evaluate("document.querySelector('form.step').action");
    return new Form(action, body, cookies);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** So many times at once; each answer leads on, and to the same page. */
  URI sentAtOnce(int times) {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(action))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Cookie", cookies)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      var sent =
          Stream.generate(() -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
              .limit(times)
              .toList();
      var answers = sent.stream().map(CompletableFuture::join).toList();
      for (var answer : answers) assertEquals(303, answer.statusCode());
      var led = answers.stream().map(Form::location).distinct().toList();
      assertEquals(1, led.size(), led.toString());
      return URI.create(action).resolve(led.getFirst());
    }
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Override
  public String toString() {
    return "Form(" + action + ")";
  }
}
