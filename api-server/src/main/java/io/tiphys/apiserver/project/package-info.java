/// Projects as the API shows and changes them: kept up to date by a watch, checked before they are
/// written, with the tokens of their roles. What a project permits is judged by
/// `io.tiphys.engine.project`, who may change it by the caller's rights: not here.
@NullMarked
package io.tiphys.apiserver.project;

import org.jspecify.annotations.NullMarked;
