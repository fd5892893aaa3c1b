package dev.kagimori.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the event loops have in common at one door.
 *
 * @param credentials empty where the door is public
 * @param atWork its requests at work
 */
record Entrance(OpenApi contract, Optional<Credentials> credentials, Gate atWork) {
  /** One for each door. */
  static Map<Door, Entrance> all(
      Map<Door, OpenApi> contracts, Map<Door, Credentials> credentials, Limits limits) {
    var all = new EnumMap<Door, Entrance>(Door.class);
    contracts.forEach((door, contract) ->
        all.put(
            door,
            new Entrance(
                contract,
                Optional.ofNullable(credentials.get(door)),
                new Gate(limits.inFlight(door)))));
    return all;
  }
}
