using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ConcurrencyBench.Core.Divisors;

/// <summary>The widths of the hardware vectors that a kernel can use.</summary>
internal enum VectorWidth
{
    /// <summary>No vectors: the scalar loop.</summary>
    None = 0,

    /// <summary>ARM64 Advanced SIMD, or SSE with FMA.</summary>
    Bits128 = 128,

    /// <summary>AVX2 with FMA.</summary>
    Bits256 = 256,

    /// <summary>AVX-512.</summary>
    Bits512 = 512,
}

/// <summary>The vector widths of this machine.</summary>
internal static class VectorWidths
{
    /// <summary>The widths that run in hardware here, the widest first; always ends in <see cref="VectorWidth.None"/>.</summary>
    public static ImmutableArray<VectorWidth> Supported { get; } = [.. Detect()];

    /// <summary>The widest of <see cref="Supported"/>.</summary>
    public static VectorWidth Widest => Supported[0];

    private static IEnumerable<VectorWidth> Detect()
    {
        // Vector512.IsHardwareAccelerated is false as well where 512-bit vectors would lower the clock.
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            yield return VectorWidth.Bits512;
        }

        // Without FMA the double-precision remainder would be computed in software.
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            yield return VectorWidth.Bits256;
        }

        if (Fma.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            yield return VectorWidth.Bits128;
        }

        yield return VectorWidth.None;
    }
}
