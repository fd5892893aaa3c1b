package dev.kagimori.stock.export;

import dev.kagimori.token.TokenState;
import java.util.Optional;

/**
 * Which tokens are wanted; empty: all.
 *
 * @param delivery its name
 */
public record StockFilter(
    Optional<TokenState> state, Optional<String> branch, Optional<String> delivery) {}
