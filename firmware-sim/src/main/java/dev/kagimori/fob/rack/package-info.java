/**
 * Many fobs behind one serial line. {@link dev.kagimori.fob.rack.RackAnswers} turns a request into
 * its answer and knows no device; a {@link dev.kagimori.fob.rack.Wire} moves bytes over a
 * pseudo-terminal or a real port; {@link dev.kagimori.fob.rack.Rack} ties both together on one
 * thread, and {@link dev.kagimori.fob.rack.RackFile} keeps the fobs between two runs.
 */
@NullMarked
package dev.kagimori.fob.rack;

import org.jspecify.annotations.NullMarked;
