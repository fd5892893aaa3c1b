package dev.kagimori.station;

/**
 * What a fob is.
 *
 * @param manufacturer its maker's name
 * @param model the maker's name for this kind
 * @param firmware version
 * @param factoryMode whether it still takes a seed, which no fob in a customer's hand should
 */
public record Make(String manufacturer, String model, String firmware, boolean factoryMode) {}
