using System.Text.Encodings.Web;
using System.Text.Json;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>
/// The stacks of a benchmark as a file for https://www.speedscope.app: a sampled profile of each side, whose whole is one operation.
/// </summary>
/// <remarks>The format: https://www.speedscope.app/file-format-schema.json.</remarks>
internal static class SpeedscopeJson
{
    /// <summary>The extension of such a file, with that of JSON.</summary>
    public const string Extension = ".speedscope.json";

    private const string Schema = "https://www.speedscope.app/file-format-schema.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="profiles">Of one benchmark. Every pair in which both sides have samples has the same weight.</param>
    /// <param name="name">The benchmark's name.</param>
    public static string Render(IEnumerable<ProfileLine> profiles, string name)
    {
        ProfileLine[] all = [.. profiles];
        FrameList frames = new();

        // The samples of the loop around the operation have no frame of their own.
        int operation = frames.Find($"operation of {name}");
        object[] sides =
        [
            CreateSide($"{name}, baseline", MergeStacks(StackTimes.List(all, isCandidate: false), frames, operation)),
            CreateSide($"{name}, candidate", MergeStacks(StackTimes.List(all, isCandidate: true), frames, operation)),
        ];
        return JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["$schema"] = Schema,
                ["shared"] = new { Frames = frames.Names.Select(frame => new { Name = frame }) },
                ["profiles"] = sides,
                ["name"] = name,
                ["activeProfileIndex"] = 1,
                ["exporter"] = "bdn-compare",
            },
            Options
        );
    }

    private static object CreateSide(string name, List<MergedStack> stacks) =>
        new
        {
            Type = "sampled",
            Name = name,
            Unit = "nanoseconds",
            StartValue = 0,
            EndValue = stacks.Sum(stack => stack.Nanoseconds),
            Samples = stacks.Select(stack => stack.Frames),
            Weights = stacks.Select(stack => stack.Nanoseconds),
        };

    // In the order of frames, so that what has a common caller stands together also in the order of time.
    private static List<MergedStack> MergeStacks(
        IEnumerable<(ImmutableArray<string> Methods, double Nanoseconds)> stacks,
        FrameList frames,
        int operation
    ) =>
        [
            .. stacks
                .Select(stack => new MergedStack([operation, .. stack.Methods.Select(frames.Find)], stack.Nanoseconds))
                .GroupBy(stack => string.Join(' ', stack.Frames))
                .Select(group => new MergedStack(group.First().Frames, group.Sum(stack => stack.Nanoseconds)))
                .OrderBy(stack => string.Join('\0', stack.Frames.Select(frame => frames.Names[frame])), StringComparer.Ordinal),
        ];

    private readonly record struct MergedStack(ImmutableArray<int> Frames, double Nanoseconds);

    private sealed class FrameList
    {
        private readonly Dictionary<string, int> _indexes = [];

        public List<string> Names { get; } = [];

        public int Find(string name)
        {
            if (!_indexes.TryGetValue(name, out int index))
            {
                _indexes.Add(name, index = Names.Count);
                Names.Add(name);
            }

            return index;
        }
    }
}
