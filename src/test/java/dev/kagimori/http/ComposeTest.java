package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The set-up that is shipped: the instances believe the balancer, and nobody else. */
class ComposeTest {
  private static final List<String> INSTANCES = List.of("kagimori-1", "kagimori-2");

  private static JsonObject compose() throws IOException {
    Map<String, Object> model =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(Path.of("..", "docker-compose.yml")));
    return new JsonObject(model);
  }

  private static TrustedPeers blocks(String... texts) {
    return TrustedPeers.parse("docker-compose.yml", List.of(texts));
  }

  @Test
  void theInstancesBelieveTheBalancerAlone() throws IOException {
    var compose = compose();
    var services = compose.getJsonObject("services");
    var balancer =
        services
            .getJsonObject("balancer")
            .getJsonObject("networks")
            .getJsonObject("frontend")
            .getString("ipv4_address");
    for (var instance : INSTANCES) {
      JsonArray command = services.getJsonObject(instance).getJsonArray("command");
      int option = command.getList().indexOf("--forwarded-by");
      assertEquals(blocks(balancer + "/32").toString(), command.getString(option + 1));
    }
    var network = compose.getJsonObject("networks").getJsonObject("frontend");
    var addresses = network.getJsonObject("ipam").getJsonArray("config").getJsonObject(0);
    assertTrue(blocks(addresses.getString("subnet")).has(balancer));
    // from here the others get theirs
    assertFalse(blocks(addresses.getString("ip_range")).has(balancer));
    assertFalse(balancer.equals(addresses.getString("gateway")));
    assertTrue(network.getBoolean("internal"));
  }

  @Test
  void theBalancerDropsWhatClientsSayAndAddsWhatItKnows() throws IOException {
    var lines =
        Files.readString(Path.of("docker", "haproxy.cfg")).lines().map(String::strip).toList();
    int entrance = lines.indexOf("frontend public");
    int instances = lines.indexOf("backend instances");
    for (var line : List.of("http-request del-header X-Forwarded-For", "option forwardfor")) {
      int at = lines.indexOf(line);
      assertTrue(entrance < at && at < instances, line);
    }
  }
}
