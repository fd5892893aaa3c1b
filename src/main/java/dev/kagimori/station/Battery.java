package dev.kagimori.station;

/**
 * A fob's battery.
 *
 * @param percent what remains, 0 to 100, rounded down
 * @param presses of its button so far
 */
public record Battery(int percent, long presses) {}
