@NullMarked
package dev.kagimori.stock.export;

import org.jspecify.annotations.NullMarked;
