#pragma once

// What the codecs of this module share.

#include "CImageCodecs.h"

/// Copies a sentence into `reason`, cut where it is too long, and gives back the status.
ic_status ic_fail(ic_reason *reason, ic_status status, const char *sentence);

/// The orientation, 1...8, that a TIFF block (EXIF's payload) holds; 1 where it holds none.
///
/// The block may begin with the six bytes "Exif\0\0" that JPEG files put before it.
uint32_t ic_exif_orientation(const uint8_t *block, size_t count);

/// Lays `count` RGBA pixels over white.
void ic_over_white(const uint8_t *rgba, uint8_t *rgb, size_t count);
