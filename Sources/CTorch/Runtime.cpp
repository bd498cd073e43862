// The process: threads, seed, floating point, memory.
#include "Handle.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <climits>
#include <malloc.h>
#include <torch/version.h>

const char *ct_version(void) { return TORCH_VERSION; }

ct_status ct_set_threads(int count) {
    return ct::guarded([&] { at::set_num_threads(count); });
}

int ct_threads(void) { return at::get_num_threads(); }

ct_status ct_seed(uint64_t seed) {
    return ct::guarded([&] { at::manual_seed(seed); });
}

bool ct_flush_denormals(bool on) { return at::globalContext().setFlushDenormal(on); }

bool ct_keep_freed_memory(void) {
    // Activations of tens of megabytes would each be mapped, zeroed page by page, and unmapped again in every step.
    // No mapping at all, rather than a large threshold: glibc refuses thresholds above 32 MB in some versions.
    const int top_pad = 64 << 20;
    return mallopt(M_MMAP_MAX, 0) && mallopt(M_TRIM_THRESHOLD, INT_MAX) && mallopt(M_TOP_PAD, top_pad);
}
