/// Tests of accounts and passwords.
@NullMarked
package io.tiphys.apiserver.account;

import org.jspecify.annotations.NullMarked;
