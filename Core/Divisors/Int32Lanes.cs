using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ConcurrencyBench.Core.Divisors;

// Numbers below 2^31. The quotient is a single-precision estimate, the remainder is an integer and exact modulo 2^32.
// A quotient q with relative error e rounds to the true one while q·e < 1/2. Converting n and d to single precision and
// multiplying adds at most 4·2^-24 to the error of the estimate itself.

/// <summary>16 lanes of AVX-512.</summary>
internal readonly struct Int32Lanes512 : ICandidateLanes<Vector512<int>>
{
    public static int Count => Vector512<int>.Count;

    // VRCP14PS: relative error below 2^-14 (Intel SDM), so q < 8,160.
    public static long MaxQuotient => 8_000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Broadcast(long value) => Vector512.Create((int)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Sequence(long first) => Vector512.CreateSequence((int)first, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> left, Vector512<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Remainders(Vector512<int> numbers, Vector512<int> candidates)
    {
        Vector512<float> reciprocals = Avx512F.Reciprocal14(Vector512.ConvertToSingle(candidates));
        Vector512<int> quotients = Avx512F.ConvertToVector512Int32(Vector512.ConvertToSingle(numbers) * reciprocals);
        return numbers - quotients * candidates;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyZero(Vector512<int> first, Vector512<int> second, Vector512<int> third, Vector512<int> fourth) =>
        Vector512.EqualsAny(
            Vector512.Min(Vector512.Min(first.AsUInt32(), second.AsUInt32()), Vector512.Min(third.AsUInt32(), fourth.AsUInt32())),
            Vector512<uint>.Zero
        );
}

/// <summary>8 lanes of AVX2.</summary>
internal readonly struct Int32Lanes256 : ICandidateLanes<Vector256<int>>
{
    public static int Count => Vector256<int>.Count;

    // VRCPPS: relative error at most 1.5·2^-12 (Intel SDM), so q < 1,365.
    public static long MaxQuotient => 1_300;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Broadcast(long value) => Vector256.Create((int)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sequence(long first) => Vector256.CreateSequence((int)first, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> left, Vector256<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Remainders(Vector256<int> numbers, Vector256<int> candidates)
    {
        Vector256<float> reciprocals = Avx.Reciprocal(Vector256.ConvertToSingle(candidates));
        Vector256<int> quotients = Avx.ConvertToVector256Int32(Vector256.ConvertToSingle(numbers) * reciprocals);
        return numbers - quotients * candidates;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyZero(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth) =>
        Vector256.EqualsAny(
            Vector256.Min(Vector256.Min(first.AsUInt32(), second.AsUInt32()), Vector256.Min(third.AsUInt32(), fourth.AsUInt32())),
            Vector256<uint>.Zero
        );
}

/// <summary>4 lanes, on any architecture.</summary>
internal readonly struct Int32Lanes128 : ICandidateLanes<Vector128<int>>
{
    public static int Count => Vector128<int>.Count;

    // A true division: relative error below 2^-22 with both conversions. Rounding by + 1/2 and truncation costs 2^-4 more.
    public static long MaxQuotient => 1 << 20;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Broadcast(long value) => Vector128.Create((int)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Sequence(long first) => Vector128.CreateSequence((int)first, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> left, Vector128<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Remainders(Vector128<int> numbers, Vector128<int> candidates)
    {
        Vector128<float> estimates = Vector128.ConvertToSingle(numbers) / Vector128.ConvertToSingle(candidates);
        Vector128<int> quotients = Vector128.ConvertToInt32Native(estimates + Vector128.Create(0.5f));
        return numbers - quotients * candidates;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyZero(Vector128<int> first, Vector128<int> second, Vector128<int> third, Vector128<int> fourth) =>
        Vector128.EqualsAny(
            Vector128.Min(Vector128.Min(first.AsUInt32(), second.AsUInt32()), Vector128.Min(third.AsUInt32(), fourth.AsUInt32())),
            Vector128<uint>.Zero
        );
}
