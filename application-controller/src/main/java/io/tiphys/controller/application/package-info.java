/// The custom resources that the controller is about, as the API server has them: Applications and
/// projects, read from a watch and written by patches. It does not decide what to write.
@NullMarked
package io.tiphys.controller.application;

import org.jspecify.annotations.NullMarked;
