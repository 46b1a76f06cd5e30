/// Knows which values are the same to the API server, and brings an object into the form in which
/// the API server keeps it. It does not compare two objects as a whole: that is `diff`.
@NullMarked
package io.tiphys.engine.normalize;

import org.jspecify.annotations.NullMarked;
