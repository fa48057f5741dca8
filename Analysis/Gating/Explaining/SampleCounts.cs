using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>The samples of one side of one pair, by method.</summary>
/// <param name="Total">All samples.</param>
/// <param name="NanosecondsPerOp">The time of an operation.</param>
internal sealed record SampleCounts(int Total, double NanosecondsPerOp)
{
    private readonly Dictionary<string, int> _self = [];
    private readonly Dictionary<string, int> _own = [];
    private readonly Dictionary<string, int> _inclusive = [];
    private readonly Dictionary<(string Owner, string Method), int> _through = [];

    /// <summary>The samples whose innermost frame it is.</summary>
    public IReadOnlyDictionary<string, int> Self => _self;

    /// <summary>The samples whose innermost method of the program it is, among those that both sides have.</summary>
    public IReadOnlyDictionary<string, int> Own => _own;

    /// <summary>The samples with it anywhere in the stack.</summary>
    public IReadOnlyDictionary<string, int> Inclusive => _inclusive;

    /// <summary>The samples of an owner that are in the outermost method below it that only one side has.</summary>
    public IReadOnlyDictionary<(string Owner, string Method), int> Through => _through;

    /// <param name="side">The samples.</param>
    /// <param name="presences">The sides that have each method.</param>
    public static SampleCounts Count(SideProfile side, ImmutableDictionary<string, MethodPresence> presences)
    {
        SampleCounts counts = new(side.Samples, side.NanosecondsPerOp);
        foreach (ProfiledStack stack in side.Stacks)
        {
            counts.Add([.. stack.Frames.Select(frame => side.Frames[frame])], stack.Samples, presences);
        }

        return counts;
    }

    /// <summary>The time of an operation that so many samples stand for, in nanoseconds.</summary>
    public double ComputeTime(int samples) => Total == 0 ? 0 : samples * NanosecondsPerOp / Total;

    private void Add(ImmutableArray<ProfiledFrame> frames, int samples, ImmutableDictionary<string, MethodPresence> presences)
    {
        foreach (string name in frames.Select(frame => frame.Name).Distinct())
        {
            _inclusive[name] = _inclusive.GetValueOrDefault(name) + samples;
        }

        if (frames is not [.., var innermost])
        {
            return;
        }

        _self[innermost.Name] = _self.GetValueOrDefault(innermost.Name) + samples;
        AddToOwner(frames, samples, presences);
    }

    private void AddToOwner(ImmutableArray<ProfiledFrame> frames, int samples, ImmutableDictionary<string, MethodPresence> presences)
    {
        bool IsOfOneSide(ProfiledFrame frame) => presences[frame.Name] != MethodPresence.Both;
        int owner = frames.Length - 1;
        while (owner >= 0 && (frames[owner].IsFramework || IsOfOneSide(frames[owner])))
        {
            owner--;
        }

        if (owner < 0)
        {
            return;
        }

        string name = frames[owner].Name;
        _own[name] = _own.GetValueOrDefault(name) + samples;
        if (frames.Skip(owner + 1).FirstOrDefault(IsOfOneSide) is { } through)
        {
            (string, string) key = (name, through.Name);
            _through[key] = _through.GetValueOrDefault(key) + samples;
        }
    }
}
