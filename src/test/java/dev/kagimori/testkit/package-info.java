/** The test kit, held to what it promises to those who test against it. */
@NullMarked
package dev.kagimori.testkit;

import org.jspecify.annotations.NullMarked;
