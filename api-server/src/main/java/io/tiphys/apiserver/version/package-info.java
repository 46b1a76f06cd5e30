/// What this build is, and which tools it runs. It decides nobody's rights.
@NullMarked
package io.tiphys.apiserver.version;

import org.jspecify.annotations.NullMarked;
