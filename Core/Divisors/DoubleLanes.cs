using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConcurrencyBench.Core.Divisors;

// Numbers below 2^53, where n, d and the quotient of a divisor are all exact in a double, whatever their size. If d divides
// n, the division is exact and the remainder 0. If not, the remainder is an integer other than 0 that the fused
// multiply-add, which rounds once, returns exactly. So these lanes have no limit on the quotient.

/// <summary>8 lanes, on any architecture with a fused multiply-add.</summary>
internal readonly struct DoubleLanes512 : ICandidateLanes<Vector512<double>>
{
    public static int Count => Vector512<double>.Count;

    public static long MaxQuotient => long.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Broadcast(long value) => Vector512.Create((double)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sequence(long first) => Vector512.CreateSequence((double)first, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> left, Vector512<double> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Remainders(Vector512<double> numbers, Vector512<double> candidates) =>
        Vector512.FusedMultiplyAdd(-Vector512.Round(numbers / candidates), candidates, numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyZero(Vector512<double> first, Vector512<double> second, Vector512<double> third, Vector512<double> fourth) =>
        Vector512.EqualsAny(first, Vector512<double>.Zero)
        || Vector512.EqualsAny(second, Vector512<double>.Zero)
        || Vector512.EqualsAny(third, Vector512<double>.Zero)
        || Vector512.EqualsAny(fourth, Vector512<double>.Zero);
}

/// <summary>4 lanes, on any architecture with a fused multiply-add.</summary>
internal readonly struct DoubleLanes256 : ICandidateLanes<Vector256<double>>
{
    public static int Count => Vector256<double>.Count;

    public static long MaxQuotient => long.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Broadcast(long value) => Vector256.Create((double)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sequence(long first) => Vector256.CreateSequence((double)first, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> left, Vector256<double> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Remainders(Vector256<double> numbers, Vector256<double> candidates) =>
        Vector256.FusedMultiplyAdd(-Vector256.Round(numbers / candidates), candidates, numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyZero(Vector256<double> first, Vector256<double> second, Vector256<double> third, Vector256<double> fourth) =>
        Vector256.EqualsAny(first, Vector256<double>.Zero)
        || Vector256.EqualsAny(second, Vector256<double>.Zero)
        || Vector256.EqualsAny(third, Vector256<double>.Zero)
        || Vector256.EqualsAny(fourth, Vector256<double>.Zero);
}

/// <summary>2 lanes, on any architecture with a fused multiply-add.</summary>
internal readonly struct DoubleLanes128 : ICandidateLanes<Vector128<double>>
{
    public static int Count => Vector128<double>.Count;

    public static long MaxQuotient => long.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Broadcast(long value) => Vector128.Create((double)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sequence(long first) => Vector128.CreateSequence((double)first, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Add(Vector128<double> left, Vector128<double> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Remainders(Vector128<double> numbers, Vector128<double> candidates) =>
        Vector128.FusedMultiplyAdd(-Vector128.Round(numbers / candidates), candidates, numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyZero(Vector128<double> first, Vector128<double> second, Vector128<double> third, Vector128<double> fourth) =>
        Vector128.EqualsAny(first, Vector128<double>.Zero)
        || Vector128.EqualsAny(second, Vector128<double>.Zero)
        || Vector128.EqualsAny(third, Vector128<double>.Zero)
        || Vector128.EqualsAny(fourth, Vector128<double>.Zero);
}
