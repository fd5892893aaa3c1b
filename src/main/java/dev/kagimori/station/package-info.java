/**
 * The serial line at the operator's desk: reads serial number, code, battery and clock drift of
 * every fob in a rack.
 *
 * <p>Three thin layers: {@code Line} moves bytes, {@code FobProtocol} makes frames of them and
 * matches answers to requests, {@code RackCommands} speaks the commands of the rack's line protocol
 * (firmware-sim/PROTOCOL.md; § in this package means its sections). {@link
 * dev.kagimori.station.Station} is what others use; {@link dev.kagimori.station.StationCommand} is
 * the same at a terminal. Everything blocks, for a bounded time: keep it off event loops.
 */
@NullMarked
package dev.kagimori.station;

import org.jspecify.annotations.NullMarked;
