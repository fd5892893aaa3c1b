package dev.kagimori.stock.intake;

/**
 * What is known of a file that was read to its end.
 *
 * @param digest of all its bytes
 * @param seedsInClear whether a seed was in clear
 * @param openEnd whether its last line has no line end
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record FileFacts(byte[] digest, boolean seedsInClear, boolean openEnd) {}
