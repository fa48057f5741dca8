using System.Text.Json;

namespace ConcurrencyBench.Reporting.Tests.Exports;

/// <summary>
/// The rules of https://www.speedscope.app/file-format-schema.json for files with sampled profiles, and those that the program checks
/// when it reads one: as many weights as samples, and indexes of frames that there are.
/// </summary>
internal static class SpeedscopeFormat
{
    private static readonly string[] Units = ["none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes"];

    /// <returns>The rules that a file breaks; none where it is valid.</returns>
    public static List<string> FindProblems(string json)
    {
        List<string> problems = [];
        JsonElement file = JsonDocument.Parse(json).RootElement;
        Require(
            GetText(file, "$schema") == "https://www.speedscope.app/file-format-schema.json",
            "$schema is that of the format",
            problems
        );
        JsonElement[] frames = [.. file.GetProperty("shared").GetProperty("frames").EnumerateArray()];
        Require(frames.All(frame => GetText(frame, "name") is { Length: > 0 }), "a frame has a name", problems);
        Require(frames.Select(frame => GetText(frame, "name")).Distinct().Count() == frames.Length, "a frame is there once", problems);
        JsonElement[] profiles = [.. file.GetProperty("profiles").EnumerateArray()];
        Require(profiles.Length > 0, "there is a profile", problems);
        if (file.TryGetProperty("activeProfileIndex", out JsonElement active))
        {
            Require(active.GetInt32() >= 0 && active.GetInt32() < profiles.Length, "the active profile is there", problems);
        }

        foreach (JsonElement profile in profiles)
        {
            Check(profile, frames.Length, problems);
        }

        return problems;
    }

    private static void Check(JsonElement profile, int frames, List<string> problems)
    {
        Require(GetText(profile, "type") == "sampled", "type is sampled", problems);
        Require(GetText(profile, "name") is { Length: > 0 }, "a profile has a name", problems);
        Require(Units.Contains(GetText(profile, "unit")), "unit is one of the format", problems);
        double start = profile.GetProperty("startValue").GetDouble();
        double end = profile.GetProperty("endValue").GetDouble();
        double[] weights = [.. profile.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble())];
        int[][] samples =
        [
            .. profile
                .GetProperty("samples")
                .EnumerateArray()
                .Select(sample => sample.EnumerateArray().Select(frame => frame.GetInt32()).ToArray()),
        ];
        Require(samples.Length == weights.Length, "a sample has a weight", problems);
        Require(samples.SelectMany(sample => sample).All(frame => frame >= 0 && frame < frames), "a sample has known frames", problems);
        Require(weights.All(weight => weight >= 0), "a weight is not negative", problems);
        Require(Math.Abs(end - start - weights.Sum()) <= 1e-6 * (1 + end), "the weights are the whole", problems);
    }

    private static string? GetText(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static void Require(bool isKept, string rule, List<string> problems)
    {
        if (!isKept)
        {
            problems.Add(rule);
        }
    }
}
