// SPDX-License-Identifier: Apache-2.0

/** The key pair that local tokens are signed with, the tokens, and generated passwords. */
@NullMarked
package io.ballast.local.keys;

import org.jspecify.annotations.NullMarked;
