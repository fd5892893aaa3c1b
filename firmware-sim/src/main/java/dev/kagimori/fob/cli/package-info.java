/**
 * The sub-commands of {@code fob-rack}, each ready to be mounted under another program's command
 * line: {@code new CommandLine(new Main()).addSubcommand(new PressCommand())}. They report what a
 * person can mend in Japanese and English on the error stream and end with 1.
 */
@NullMarked
package dev.kagimori.fob.cli;

import org.jspecify.annotations.NullMarked;
