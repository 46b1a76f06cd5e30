/// Repositories, their credentials, certificates and keys, and what is known of a revision. It
/// reads no Secret and connects to nothing.
@NullMarked
package io.tiphys.model.repository;

import org.jspecify.annotations.NullMarked;
