/**
 * The fob drawer: a page in a browser that shows a rack's fobs as pictures to press, and lets
 * whoever teaches or tries out set their clocks, quartzes and batteries with the mouse. Its server
 * is a reader on the rack's line like any other, and has the line for no longer than an act takes.
 * {@link dev.kagimori.fob.drawer.Drawer} opens it, on the loopback alone: whoever reaches it reads
 * codes.
 */
@NullMarked
package dev.kagimori.fob.drawer;

import org.jspecify.annotations.NullMarked;
