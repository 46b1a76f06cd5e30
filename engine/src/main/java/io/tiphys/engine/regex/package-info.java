/// Regular expressions that users write: read and matched within limits, whatever they are. What
/// has only `*` in it is a glob, and none of this.
@NullMarked
package io.tiphys.engine.regex;

import org.jspecify.annotations.NullMarked;
