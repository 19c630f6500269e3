// What is asked of the C library's heap: a load needs ten times the memory that the checks keep.
// Thread: any. Owner: none.
#pragma once

namespace reach {

// Large tables come from the system and go back to it whole, instead of leaving holes between
// what stays. Call once, before there is much. Elsewhere than with glibc it does nothing.
void KeepLargeBlocksApart();

// Gives free pages back to the system, also those between what is in use. Takes milliseconds.
void GiveBackFreeMemory();

}  // namespace reach
