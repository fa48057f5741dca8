using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConcurrencyBench.Core.Divisors;

/// <summary>Divides by every candidate 1..n like <see cref="TrialDivision"/>, a hardware vector of candidates at a time.</summary>
/// <remarks>
/// <para>A candidate d divides n exactly when n − round(n ÷ d)·d = 0. The quotient may be approximate as long as it rounds to
/// the true one whenever d divides n; the remainder is then exact, so no divisor is missed. A block with a zero in it is searched
/// again by the scalar loop, so no wrong divisor is reported either.</para>
/// <para>Numbers below 2^31 use single precision and integer products, numbers below 2^53 use double precision and a fused
/// multiply-add. Larger numbers, the smallest candidates and hardware without vectors are left to the scalar loop.</para>
/// </remarks>
public sealed class VectorTrialDivision : IDivisorKernel
{
    // Integers up to here are exact in a double.
    private const long MaxDoubleNumber = (1L << 53) - 1;

    private readonly VectorWidth _width;

    /// <summary>Uses the widest hardware vectors.</summary>
    public VectorTrialDivision()
        : this(VectorWidths.Widest) { }

    internal VectorTrialDivision(VectorWidth width)
    {
        _width = width;
    }

    /// <summary>The width of the vectors in bits: 512, 256, 128, or 0 for none.</summary>
    public int VectorBits => (int)_width;

    /// <inheritdoc/>
    public string Id => "vector-trial-division";

    /// <inheritdoc/>
    public long CandidateCount(long number) => TrialDivision.CountCandidates(number);

    /// <inheritdoc/>
    public void FindDivisors(long number, CandidateRange candidates, List<long> divisors)
    {
        ArgumentNullException.ThrowIfNull(divisors);
        CandidateRange.ThrowIfOutside(candidates, CandidateCount(number));

        switch (_width)
        {
            case VectorWidth.Bits512 when number <= int.MaxValue:
                Scan<Vector512<int>, Int32Lanes512>(number, candidates, divisors);
                break;
            case VectorWidth.Bits256 when number <= int.MaxValue:
                Scan<Vector256<int>, Int32Lanes256>(number, candidates, divisors);
                break;
            case VectorWidth.Bits128 when number <= int.MaxValue:
                Scan<Vector128<int>, Int32Lanes128>(number, candidates, divisors);
                break;
            case VectorWidth.Bits512 when number <= MaxDoubleNumber:
                Scan<Vector512<double>, DoubleLanes512>(number, candidates, divisors);
                break;
            case VectorWidth.Bits256 when number <= MaxDoubleNumber:
                Scan<Vector256<double>, DoubleLanes256>(number, candidates, divisors);
                break;
            case VectorWidth.Bits128 when number <= MaxDoubleNumber:
                Scan<Vector128<double>, DoubleLanes128>(number, candidates, divisors);
                break;
            default:
                TrialDivision.Scan(number, candidates, divisors);
                break;
        }
    }

    private static void Scan<TVector, TLanes>(long number, CandidateRange candidates, List<long> divisors)
        where TVector : struct
        where TLanes : ICandidateLanes<TVector>
    {
        long firstInVectors = Math.Max(candidates.First, number / TLanes.MaxQuotient + 1);
        TrialDivision.Scan(number, candidates with { Last = Math.Min(candidates.Last, firstInVectors - 1) }, divisors);

        CandidateRange rest = candidates with { First = firstInVectors };
        while (rest.Length > 0)
        {
            rest = rest with { First = rest.First + CountWithoutDivisor<TVector, TLanes>(number, rest) };
            CandidateRange block = rest with { Last = Math.Min(rest.Last, rest.First + BlockLength<TVector, TLanes>() - 1) };
            TrialDivision.Scan(number, block, divisors);
            rest = rest with { First = block.Last + 1 };
        }
    }

    // Four independent vectors in flight hide the latency of one.
    private static int BlockLength<TVector, TLanes>()
        where TVector : struct
        where TLanes : ICandidateLanes<TVector> => 4 * TLanes.Count;

    /// <returns>The number of candidates at the start of the range, in whole blocks, that hold no divisor.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long CountWithoutDivisor<TVector, TLanes>(long number, CandidateRange candidates)
        where TVector : struct
        where TLanes : ICandidateLanes<TVector>
    {
        TVector numbers = TLanes.Broadcast(number);
        TVector step = TLanes.Broadcast(TLanes.Count);
        TVector lanes0 = TLanes.Sequence(candidates.First);

        int block = BlockLength<TVector, TLanes>();
        long blocks = candidates.Length / block;
        for (long done = 0; done < blocks; done++)
        {
            TVector lanes1 = TLanes.Add(lanes0, step);
            TVector lanes2 = TLanes.Add(lanes1, step);
            TVector lanes3 = TLanes.Add(lanes2, step);
            if (
                TLanes.AnyZero(
                    TLanes.Remainders(numbers, lanes0),
                    TLanes.Remainders(numbers, lanes1),
                    TLanes.Remainders(numbers, lanes2),
                    TLanes.Remainders(numbers, lanes3)
                )
            )
            {
                return done * block;
            }

            lanes0 = TLanes.Add(lanes3, step);
        }

        return blocks * block;
    }
}
