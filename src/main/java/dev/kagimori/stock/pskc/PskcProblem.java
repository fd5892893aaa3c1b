package dev.kagimori.stock.pskc;

/**
 * Why a file or one of its keys cannot be used. Never has a value of the file in it: that could be
 * a seed in the wrong place.
 *
 * @param line from 1
 * @param field the element or attribute
 * @param ja reason and remedy in Japanese
 * @param en reason and remedy in English
 */
public record PskcProblem(int line, String field, String ja, String en) {}
