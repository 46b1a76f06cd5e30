/// Which Applications wait for which others (`tiphys.io/depends-on`), and who is to be woken when
/// one of them changes. What may go is decided by `engine.dependency`; no Application is synced
/// here.
@NullMarked
package io.tiphys.controller.dependency;

import org.jspecify.annotations.NullMarked;
