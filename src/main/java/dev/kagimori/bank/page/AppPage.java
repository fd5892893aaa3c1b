package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.House;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Institution;
import dev.kagimori.client.Institution.Make;
import dev.kagimori.client.TokenKind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The phone app: by name, by link and QR code, and on which phones it runs (E17, D15).
 *
 * @param name empty where no app is taken for a start of use now
 * @param systems the least version of each operating system, by its name
 */
public record AppPage(
    Shell shell, String name, String address, @Nullable QrCode code, Map<String, String> systems)
    implements View {
  private static final Map<String, String> SYSTEMS = systems("/bank/app.properties");

  static Reply show(Visit visit) {
    var institution = visit.institution();
    return Reply.page(
        open(institution)
            .map(make -> of(visit, make, address(visit.house(), institution, make)))
            .orElseGet(() -> new AppPage(visit.shell(), "", "", null, Map.of())));
  }

  private static AppPage of(Visit visit, Make make, String address) {
    return new AppPage(visit.shell(), make.name(), address, QrCode.of(address), SYSTEMS);
  }

  private static Optional<Make> open(Institution institution) {
    return institution.makes().stream()
        .filter(make -> make.kind() == TokenKind.SOFTWARE && make.startOpen())
        .findFirst();
  }

  /**
   * Where nothing is issued by mail, the app issues itself a token at its first start, and has to
   * be told whose (E8).
   */
  private static String address(House house, Institution institution, Make make) {
    if (institution.appIssue() != null) return house.app().toString();
    return house.app() + "#s=" + institution.serviceId() + "&m=" + make.prefix();
  }

  private static Map<String, String> systems(String resource) {
    var all = new Properties();
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(AppPage.class.getResourceAsStream(resource), resource),
            StandardCharsets.UTF_8)) {
      all.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var sorted = new TreeMap<String, String>();
    for (var name : all.stringPropertyNames()) sorted.put(name, all.getProperty(name));
    return sorted;
  }
}
