/// The tokens that this installation signs itself, in the original's form. It does not know whether
/// an account or a project still wants one of them to count.
@NullMarked
package io.tiphys.apiserver.token;

import org.jspecify.annotations.NullMarked;
