/// Patterns for file names, matched in time proportional to the text whatever the pattern. It does
/// not read files or trees.
@NullMarked
package io.tiphys.reposerver.render.glob;

import org.jspecify.annotations.NullMarked;
