using System.Text.Json;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Reporting.Tests.Exports;

/// <summary>The file of both sides' stacks for speedscope.</summary>
public sealed class SpeedscopeJsonTests
{
    [Fact]
    public void Render_TwoPairs_IsValidAndHasAProfileOfEachSide()
    {
        string json = SpeedscopeJson.Render(CreateProfiles(), "T.\"B\" <x>");

        Assert.Empty(SpeedscopeFormat.FindProblems(json));
        JsonElement[] profiles = [.. JsonDocument.Parse(json).RootElement.GetProperty("profiles").EnumerateArray()];
        Assert.Equal(
            ["T.\"B\" <x>, baseline", "T.\"B\" <x>, candidate"],
            profiles.Select(profile => profile.GetProperty("name").GetString())
        );
    }

    // The flame graph of a page and the file beside it are of the same times.
    [Fact]
    public void Render_TwoPairs_EndsWithTheTimesOfTheFlameGraph()
    {
        JsonElement file = JsonDocument.Parse(SpeedscopeJson.Render(CreateProfiles(), "B")).RootElement;
        StackTree tree = StackTree.FromProfiles([.. CreateProfiles()]);

        Assert.Equal(tree.BaselineNanoseconds, file.GetProperty("profiles")[0].GetProperty("endValue").GetDouble(), 1e-9);
        Assert.Equal(tree.CandidateNanoseconds, file.GetProperty("profiles")[1].GetProperty("endValue").GetDouble(), 1e-9);
    }

    [Fact]
    public void Render_TwoPairs_WeighsEachStackByItsTimeOfAnOperation()
    {
        JsonElement file = JsonDocument.Parse(SpeedscopeJson.Render(CreateProfiles(), "B")).RootElement;
        string[] frames =
        [
            .. file.GetProperty("shared").GetProperty("frames").EnumerateArray().Select(frame => frame.GetProperty("name").GetString()!),
        ];

        // Baseline: 100 ns and 60 % in Parse, then 200 ns and 50 %. Candidate: 130 ns in both, 60 % and 80 % in Parse.
        Assert.Equal([("operation of B;Run", 70), ("operation of B;Run;Parse", 80)], ReadStacks(0));
        Assert.Equal([("operation of B;Run", 39), ("operation of B;Run;Parse", 91)], ReadStacks(1));

        (string, double)[] ReadStacks(int profile)
        {
            JsonElement side = file.GetProperty("profiles")[profile];
            return
            [
                .. side.GetProperty("samples")
                    .EnumerateArray()
                    .Zip(side.GetProperty("weights").EnumerateArray())
                    .Select(pair =>
                        (
                            string.Join(';', pair.First.EnumerateArray().Select(frame => frames[frame.GetInt32()])),
                            Math.Round(pair.Second.GetDouble(), 9)
                        )
                    ),
            ];
        }
    }

    [Theory]
    [InlineData("\"type\":\"sampled\"", "\"type\":\"evented\"")]
    [InlineData("\"unit\":\"nanoseconds\"", "\"unit\":\"ns\"")]
    [InlineData("\"weights\":[", "\"weights\":[1,")]
    [InlineData("\"samples\":[[", "\"samples\":[[99,")]
    [InlineData("\"activeProfileIndex\":1", "\"activeProfileIndex\":2")]
    public void FindProblems_AFileThatBreaksARule_HasAProblem(string right, string wrong)
    {
        string json = SpeedscopeJson.Render(CreateProfiles(), "B");

        Assert.Contains(right, json, StringComparison.Ordinal);
        Assert.NotEmpty(SpeedscopeFormat.FindProblems(json.Replace(right, wrong, StringComparison.Ordinal)));
    }

    private static ImmutableArray<ProfileLine> CreateProfiles() =>
        [
            new("B", 0, CreateSide(100, 4, 6), CreateSide(130, 4, 6)),
            new("B", 1, CreateSide(200, 10, 10), CreateSide(130, 2, 8)),
            new("B", 2, CreateSide(900, 0, 0), CreateSide(130, 4, 9)),
        ];

    private static SideProfile CreateSide(double nanosecondsPerOp, int run, int parse) =>
        new(
            nanosecondsPerOp,
            [new ProfiledFrame("Parse", IsFramework: false), new ProfiledFrame("Run", IsFramework: false)],
            [new ProfiledStack([1], run), new ProfiledStack([1, 0], parse)]
        );
}
