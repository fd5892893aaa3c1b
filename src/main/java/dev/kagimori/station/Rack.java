package dev.kagimori.station;

/**
 * What a rack says of itself.
 *
 * @param name name and version
 * @param fobs how many are in it, 0 to 65,535
 */
public record Rack(String name, int fobs) {}
