using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>A method with the stack that it was called by, on both sides.</summary>
/// <param name="Method">Its full name; empty for the whole operation.</param>
/// <param name="BaselineNanoseconds">Time of an operation with this stack, and all that it calls; the mean of the pairs.</param>
/// <param name="CandidateNanoseconds">The same on the other side.</param>
/// <param name="Callees">What it calls, in the order of names, so that two graphs of one program look alike.</param>
internal sealed record StackTree(string Method, double BaselineNanoseconds, double CandidateNanoseconds, ImmutableArray<StackTree> Callees)
{
    /// <summary>Candidate minus baseline.</summary>
    public double Difference => CandidateNanoseconds - BaselineNanoseconds;

    /// <summary>The mean of both sides: what only one side has is seen as well.</summary>
    public double MeanNanoseconds => (BaselineNanoseconds + CandidateNanoseconds) / 2;

    /// <summary>The number of levels, itself among them.</summary>
    public int Depth => 1 + Callees.Select(callee => callee.Depth).DefaultIfEmpty(0).Max();

    /// <summary>Merges the stacks of all pairs of a benchmark; every pair has the same weight.</summary>
    /// <param name="profiles">Of one benchmark.</param>
    public static StackTree FromProfiles(ImmutableArray<ProfileLine> profiles)
    {
        Node root = new();
        foreach (bool isCandidate in new[] { false, true })
        {
            foreach ((ImmutableArray<string> methods, double nanoseconds) in StackTimes.List(profiles, isCandidate))
            {
                root.Add(methods, nanoseconds, isCandidate);
            }
        }

        return root.ToTree("");
    }

    private sealed class Node
    {
        private readonly SortedDictionary<string, Node> _callees = new(StringComparer.Ordinal);
        private double _baseline;
        private double _candidate;

        public void Add(ImmutableArray<string> methods, double nanoseconds, bool isCandidate)
        {
            Node node = this;
            node.Count(nanoseconds, isCandidate);
            foreach (string method in methods)
            {
                if (!node._callees.TryGetValue(method, out Node? callee))
                {
                    node._callees.Add(method, callee = new Node());
                }

                node = callee;
                node.Count(nanoseconds, isCandidate);
            }
        }

        public StackTree ToTree(string method) =>
            new(method, _baseline, _candidate, [.. _callees.Select(callee => callee.Value.ToTree(callee.Key))]);

        private void Count(double nanoseconds, bool isCandidate)
        {
            _baseline += isCandidate ? 0 : nanoseconds;
            _candidate += isCandidate ? nanoseconds : 0;
        }
    }
}
