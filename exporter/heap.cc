#include "exporter/heap.h"

#include <malloc.h>

namespace reach {

// Once set, the threshold no longer grows with each large block that is freed (mallopt(3)).
void KeepLargeBlocksApart() {
#ifdef M_MMAP_THRESHOLD
  ::mallopt(M_MMAP_THRESHOLD, 1 << 17);
#endif
}

void GiveBackFreeMemory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

}  // namespace reach
