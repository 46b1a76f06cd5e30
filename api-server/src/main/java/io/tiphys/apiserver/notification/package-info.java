/// The names of what notifications are made of, for clients that offer them. It sends none, and
/// shows nothing of their content.
@NullMarked
package io.tiphys.apiserver.notification;

import org.jspecify.annotations.NullMarked;
