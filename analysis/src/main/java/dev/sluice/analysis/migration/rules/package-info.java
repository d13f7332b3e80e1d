/** One class for each rule on migrations, and the list of all of them. Its cases are SQL files in a folder of its name. */
@NullMarked
package dev.sluice.analysis.migration.rules;

import org.jspecify.annotations.NullMarked;
