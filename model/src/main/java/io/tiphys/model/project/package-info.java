/// AppProject: what the Applications of a project may use, who may use them and when. It does not
/// judge whether an Application keeps to that (that is `engine`).
@NullMarked
package io.tiphys.model.project;

import org.jspecify.annotations.NullMarked;
