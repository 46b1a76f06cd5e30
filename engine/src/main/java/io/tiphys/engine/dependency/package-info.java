/// Whether an Application has to wait for others before it is synced (`tiphys.io/depends-on`). It
/// knows no Application itself: whoever asks says what the others are like.
@NullMarked
package io.tiphys.engine.dependency;

import org.jspecify.annotations.NullMarked;
