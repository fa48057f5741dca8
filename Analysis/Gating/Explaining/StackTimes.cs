using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>How much of an operation's time each stack of a benchmark's profiles stands for: flame graphs and files use the same.</summary>
internal static class StackTimes
{
    /// <summary>Lists the stacks of one side, each once for each pair that has it: their sum is the mean time of an operation.</summary>
    /// <param name="profiles">Of one benchmark. Every pair in which both sides have samples has the same weight.</param>
    /// <param name="isCandidate">The side.</param>
    public static IEnumerable<(ImmutableArray<string> Methods, double Nanoseconds)> List(
        IEnumerable<ProfileLine> profiles,
        bool isCandidate
    )
    {
        ProfileLine[] sampled = [.. profiles.Where(profile => profile.HasSamples)];
        return from profile in sampled
            let side = isCandidate ? profile.Candidate : profile.Baseline
            let weight = side.NanosecondsPerOp / side.Samples / sampled.Length
            from stack in side.Stacks
            select (ImmutableArray.CreateRange(stack.Frames, frame => side.Frames[frame].Name), stack.Samples * weight);
    }
}
