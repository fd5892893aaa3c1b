@NullMarked
package dev.kagimori.stock.transport;

import org.jspecify.annotations.NullMarked;
