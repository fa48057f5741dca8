using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>The warm-up of a benchmark in one process: it decides how many invocations come next, and when the code is steady.</summary>
/// <remarks>
/// Steady means that nothing was compiled in the last turns, and that they are not faster than the turns before them. The fastest
/// turn of each group is compared, because what disturbs a turn makes it slower. Single turns of a long operation are not
/// compared: a core that is slow for a second would decide.
/// </remarks>
/// <param name="opened">The benchmark.</param>
/// <param name="turn">The time that a turn should take.</param>
internal sealed class WarmUp(OpenedBenchmark opened, TimeSpan turn)
{
    // The runtime compiles a method anew after 30 calls, with counters, and after 30 more, optimised. An operation that takes
    // long has called what it calls often by then.
    private const int MostInvocationsNeeded = 70;
    private const double NanosecondsOfInvocations = 0.4e9;

    /// <summary>The fewest invocations before the code is taken for steady.</summary>
    public const int FewestInvocationsNeeded = 3;

    /// <summary>The most turns that are compared with as many before them.</summary>
    public const int LargestGroup = 6;

    private const double Fall = 0.03;
    private const int SmallestGroup = 1;
    private const double GroupNanoseconds = 100e6;

    // A first turn runs code that is not optimised, and can be slower than the next by far.
    private const double LargestGrowth = 16;
    private const int Unroll = 16;

    private readonly List<TurnReading> _turns = [];
    private readonly List<long> _invocations = [];
    private long _total;

    /// <summary>The invocations for the next turn.</summary>
    public long NextInvocations { get; private set; } = opened.FixedInvocations > 0 ? opened.FixedInvocations : 1;

    /// <summary>The time of one invocation in the last turns, nanoseconds.</summary>
    public double NanosecondsPerInvocation => FindFastest(_turns.Count - GroupSize, _turns.Count);

    /// <summary>The reason for which the code is not steady yet; null where it is.</summary>
    public string? Unsteady
    {
        get
        {
            int group = GroupSize;
            int first = _turns.Count - (2 * group);
            return !HasTurns ? "The warm-up ended after a few turns."
                : CountCompiled(group) is > 0 and var methods ? $"{methods} methods were still compiled in the last turns of the warm-up."
                : group > 1 && NanosecondsPerInvocation < (1 - Fall) * FindFastest(first, first + group)
                    ? "Its time was still falling at the end of the warm-up."
                : null;
        }
    }

    /// <summary>True when each method had its chance to be optimised.</summary>
    public bool HasCalledOften => _turns is [.., var last] && _total >= CountInvocationsNeeded(last.Nanoseconds / _invocations[^1]);

    /// <summary>True when there are as many turns as a verdict on its steadiness needs.</summary>
    public bool HasTurns => _turns.Count - (2 * GroupSize) >= FirstOfFullLength;

    /// <summary>True when the code is steady and each method had its chance to be optimised.</summary>
    public bool IsComplete => HasCalledOften && Unsteady is null;

    /// <summary>The last turns, whose code is as that of the turns that count.</summary>
    public IEnumerable<TurnReading> LastTurns => _turns.TakeLast(GroupSize);

    /// <summary>Forgets the turns, and begins anew with the invocations that were found.</summary>
    public void Restart()
    {
        _turns.Clear();
        _invocations.Clear();
    }

    /// <summary>Adds the turn that was taken.</summary>
    public void Add(TurnReading reading)
    {
        _turns.Add(reading);
        _invocations.Add(NextInvocations);
        _total += NextInvocations;
        if (opened.FixedInvocations == 0)
        {
            double wanted = turn.TotalNanoseconds / Math.Max(reading.Nanoseconds / NextInvocations, double.Epsilon);
            NextInvocations = RoundInvocations(Math.Min(wanted, NextInvocations * LargestGrowth));
        }
    }

    /// <summary>Counts the invocations that optimise an operation that takes so long, nanoseconds.</summary>
    public static double CountInvocationsNeeded(double nanoseconds) =>
        Math.Clamp(NanosecondsOfInvocations / Math.Max(nanoseconds, 1), FewestInvocationsNeeded, MostInvocationsNeeded);

    /// <summary>Rounds to whole rounds of the unrolled loop where that is possible.</summary>
    public static long RoundInvocations(double wanted) =>
        wanted >= Unroll ? (long)Math.Round(wanted / Unroll) * Unroll : Math.Max(1, (long)Math.Round(wanted));

    private int GroupSize =>
        _turns is [.., { Nanoseconds: > 0 } last]
            ? (int)Math.Clamp(GroupNanoseconds / last.Nanoseconds, SmallestGroup, LargestGroup)
            : LargestGroup;

    // Shorter turns at the beginning are dominated by what is not the benchmark.
    private int FirstOfFullLength =>
        opened.FixedInvocations > 0 ? 0 : Math.Max(0, _turns.FindIndex(reading => reading.Nanoseconds >= turn.TotalNanoseconds / 4));

    private long CountCompiled(int group) =>
        Compilations.Count([
            .. _turns
                .Zip(_invocations)
                .TakeLast(group)
                .Select(turn => new CompilingTurn(turn.First.CompiledMethods, turn.Second, turn.First.Nanoseconds)),
        ]);

    private double FindFastest(int start, int end) =>
        Enumerable.Range(Math.Max(start, 0), end - Math.Max(start, 0)).Min(i => _turns[i].Nanoseconds / _invocations[i]);
}
