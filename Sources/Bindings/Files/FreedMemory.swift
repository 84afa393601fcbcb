import CMalloc

/// Gives memory that has been freed back to the system.
///
/// The allocator keeps what one stage of a run has needed, in pieces that the next one cannot use
/// (glibc, malloc_trim(3)).
package func returnFreedMemory() { _ = malloc_trim(0) }
