/// What clients are told of the installation's settings: enough to log in and to draw a screen. It
/// shows no secret, and less to those who have not logged in.
@NullMarked
package io.tiphys.apiserver.settings;

import org.jspecify.annotations.NullMarked;
