/// Which of an installation's settings for kinds of resources (`resource.customizations*`) hold for
/// which kind. It neither judges nor runs what they say.
@NullMarked
package io.tiphys.engine.override;

import org.jspecify.annotations.NullMarked;
