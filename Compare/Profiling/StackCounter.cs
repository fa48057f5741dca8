using ConcurrencyBench.Analysis.Gating.Records;
using Microsoft.Diagnostics.Tracing.Etlx;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Counts equal stacks below the loop that calls a benchmark.</summary>
/// <param name="programFolder">The folder of the program; what is loaded from elsewhere belongs to the framework.</param>
/// <param name="changed">The methods whose code changed.</param>
internal sealed class StackCounter(string programFolder, ChangedMethods changed)
{
    // The frame of the loop's own method, which calls a dynamic method, which calls the benchmark.
    private const string Loop = "ConcurrencyBench.Duet.Running.Loop.Run(";
    private const string DynamicClass = "dynamicClass.";

    private readonly Dictionary<ProfiledFrame, int> _frames = [];
    private readonly Dictionary<string, (ImmutableArray<int> Frames, int Samples)> _stacks = [];
    private readonly Dictionary<CodeAddressIndex, string?> _names = [];

    /// <summary>Counts a stack; one outside of the loop does not count.</summary>
    public void Add(TraceCallStack? stack)
    {
        List<ProfiledFrame> frames = [];
        for (; stack is not null; stack = stack.Caller)
        {
            string name = FindName(stack.CodeAddress);
            if (name.StartsWith(Loop, StringComparison.Ordinal))
            {
                frames.Reverse();
                Count([.. frames.Select(FindFrame)]);
                return;
            }

            if (!name.StartsWith(DynamicClass, StringComparison.Ordinal))
            {
                frames.Add(CreateFrame(name, stack.CodeAddress));
            }
        }
    }

    /// <summary>Creates the profile of all counted stacks.</summary>
    /// <param name="nanosecondsPerOp">The time of an operation meanwhile.</param>
    public SideProfile ToProfile(double nanosecondsPerOp) =>
        new(
            nanosecondsPerOp,
            [.. _frames.OrderBy(frame => frame.Value).Select(frame => frame.Key)],
            [.. _stacks.Values.Select(stack => new ProfiledStack(stack.Frames, stack.Samples))]
        );

    private void Count(ImmutableArray<int> frames)
    {
        string key = string.Join(' ', frames);
        _stacks[key] = (frames, _stacks.GetValueOrDefault(key).Samples + 1);
    }

    private int FindFrame(ProfiledFrame frame) => _frames.TryGetValue(frame, out int index) ? index : _frames[frame] = _frames.Count;

    private string FindName(TraceCodeAddress address) =>
        _names.TryGetValue(address.CodeAddressIndex, out string? name)
            ? name!
            : (
                _names[address.CodeAddressIndex] = CompilationReader.ShortenName(
                    address.FullMethodName is { Length: > 0 } full ? full : $"{address.ModuleName}!?"
                )
            )!;

    private ProfiledFrame CreateFrame(string name, TraceCodeAddress address)
    {
        bool isFramework = IsFramework(address);
        return new ProfiledFrame(name, isFramework) { HasChanged = !isFramework && changed.Contains(name) };
    }

    private bool IsFramework(TraceCodeAddress address) =>
        !(address.ModuleFile?.FilePath ?? "").StartsWith(programFolder, StringComparison.Ordinal);
}
