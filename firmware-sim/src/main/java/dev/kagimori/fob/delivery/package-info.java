/**
 * What a maker sends along with a box of fobs: the seed file, in one of the forms that makers use,
 * and (as no real maker does) the list of what is wrong in the box.
 */
@NullMarked
package dev.kagimori.fob.delivery;

import org.jspecify.annotations.NullMarked;
