using System.Text.Json.Nodes;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>Reports with values removed, emptied and replaced by others: whatever is in one, it is compared or refused in a line.</summary>
public sealed class MutatedReportTests : IDisposable
{
    private static readonly string[] Originals =
    [
        "alloc-0131/a/Sample.Bench-report-full.json",
        "brief-vs-full/brief/Sample.Bench-report-brief.json",
        "overhead/a/Bench-report-full.json",
        "same-key-two-jobs/Bench-report-full.json",
        "params/a/Bench-report-full.json",
    ];

    private static readonly Func<JsonNode?>[] Replacements =
    [
        () => null,
        () => "",
        () => "text",
        () => "12.5",
        () => -1,
        () => 0,
        () => 1e308,
        () => long.MaxValue,
        () => -0.5,
        () => true,
        () => new JsonArray(),
        () => new JsonArray(1, "two", null),
        () => new JsonObject(),
        () => new JsonObject { ["FullName"] = 1 },
        () => "\u001b\u202e\ud800",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_MutatedReports_NeverThrow() => Try(mutations: 150, seed: 20261128);

    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public void Run_TenThousandMutatedReports_NeverThrow() => Try(mutations: 10_000, seed: 7);

    private void Try(int mutations, int seed)
    {
        string[] originals = [.. Originals.Select(name => File.ReadAllText(CompareRun.Fixture(Path.Combine("cases", name))))];
        string good = Path.Combine(_folder.Path, "good-report.json");
        string mutated = Path.Combine(_folder.Path, "run", "mutated-report.json");
        Directory.CreateDirectory(Path.GetDirectoryName(mutated)!);
        Random random = new(seed);
        for (int i = 0; i < mutations; i++)
        {
            string original = originals[i % originals.Length];
            File.WriteAllText(good, original);
            string what = Mutate(original, random, mutated);
            string[] outputs =
            [
                "-o",
                Path.Combine(_folder.Path, "o.json"),
                "-o",
                Path.Combine(_folder.Path, "o.csv"),
                "-o",
                Path.Combine(_folder.Path, "o.md"),
                "-o",
                Path.Combine(_folder.Path, "o.html"),
            ];

            AssertSays(what, [0, 1, 2, 3, 4, 5], [good, mutated, "--fail-on", "inconclusive", "--alloc-margin", "1%", .. outputs]);
            AssertSays(what, [0, 1, 4], [mutated, mutated, "--all"]);
            AssertSays(what, [0, 1], ["report", Path.GetDirectoryName(mutated)!]);
            AssertSays(what, [0, 1, 4], ["history", Path.GetDirectoryName(mutated)!, i % 2 == 0 ? "--absolute" : "--baseline-method=Run"]);
            AssertSays(
                what,
                [0, 1],
                [
                    "export",
                    mutated,
                    "--format",
                    (i % 3) switch
                    {
                        0 => "go",
                        1 => "bencher",
                        _ => "openmetrics",
                    },
                ]
            );
        }
    }

    private static void AssertSays(string mutation, int[] exitCodes, string[] arguments)
    {
        CompareRun run;
        try
        {
            run = CompareRun.Run(arguments);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{mutation}, {string.Join(' ', arguments)}", exception);
        }

        Assert.True(
            exitCodes.Contains(run.ExitCode),
            $"{mutation}, {string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Output}{run.Error}"
        );
        Assert.True(run.ExitCode != 1 || run.Error.Length > 0, mutation);
        Assert.DoesNotContain((run.Output + run.Error), character => char.IsControl(character) && character is not ('\n' or '\r'));
    }

    // One to three values anywhere in it, or the text cut off.
    private static string Mutate(string original, Random random, string path)
    {
        if (random.Next(50) == 0)
        {
            int length = random.Next(original.Length);
            File.WriteAllText(path, original[..length]);
            return string.Create(CultureInfo.InvariantCulture, $"cut off at {length}");
        }

        JsonNode root = JsonNode.Parse(original)!;
        List<string> changes = [];
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            changes.Add(MutateOne(root, random));
        }

        File.WriteAllText(path, root.ToJsonString());
        return string.Join("; ", changes);
    }

    private static string MutateOne(JsonNode root, Random random)
    {
        // Measurements are most of a report: every step down is drawn, so that other values have their turn.
        JsonNode parent = root;
        while (true)
        {
            JsonNode?[] children = parent is JsonObject members ? [.. members.Select(member => member.Value)] : [.. parent.AsArray()];
            if (children.Length == 0)
            {
                return $"nothing at {parent.GetPath()}";
            }

            int index = random.Next(children.Length);
            if (children[index] is (JsonObject or JsonArray) and { } child && random.Next(5) > 0)
            {
                parent = child;
                continue;
            }

            return Replace(parent, index, random);
        }
    }

    private static string Replace(JsonNode parent, int index, Random random)
    {
        int replacement = random.Next(-1, Replacements.Length);
        string place = parent is JsonObject members ? members.ElementAt(index).Key : index.ToString(CultureInfo.InvariantCulture);
        switch (parent)
        {
            case JsonObject entries when replacement < 0:
                entries.Remove(place);
                break;
            case JsonArray items when replacement < 0:
                items.RemoveAt(index);
                break;
            case JsonObject entries:
                entries[place] = Replacements[replacement]();
                break;
            case JsonArray items:
                items[index] = Replacements[replacement]();
                break;
        }

        return $"{parent.GetPath()}.{place} = {(replacement < 0 ? "removed" : Replacements[replacement]()?.ToJsonString() ?? "null")}";
    }
}
