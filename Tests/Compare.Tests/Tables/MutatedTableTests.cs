using System.Text;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Tests.Tables;

/// <summary>Damaged tables: each is read as far as it can be, or refused in one line.</summary>
public sealed class MutatedTableTests : IDisposable
{
    private const int Mutations = 300;

    // Enough for every launch of a benchmark, and quick.
    private const int MostLines = 60;

    private static readonly string[] Pieces =
    [
        "|",
        "||",
        "\"",
        ",",
        ";",
        "\n",
        "\0",
        "**",
        "Mean",
        "Method",
        "-",
        "1,234",
        "=",
        "&",
        "(...)",
        "[9]",
        " ns",
        "é",
        "\uFFFD",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("launches/Acme.Texts-report-github.md")]
    [InlineData("launches/Acme.Texts-report-atlassian.md")]
    [InlineData("launches/Acme.Texts-report.csv")]
    [InlineData("launches/Acme.Texts-measurements.csv")]
    [InlineData("german/Acme.Texts-report.csv")]
    [InlineData("prose/issue.md")]
    public void Load_MutatedTable_IsReadOrRefused(string file)
    {
        string text = string.Join('\n', File.ReadLines(Path.Combine(CompareRun.Fixture("tables"), file)).Take(MostLines));
        Random random = new(1);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            string path = _folder.File(Path.GetFileName(file), Mutate(text, random));
            try
            {
                Report report = ReportLoader.Load(path, takesAllRuns: false);
                Assert.All(
                    report.Benchmarks,
                    benchmark => Assert.All(benchmark.Launches, launch => Assert.NotEmpty(launch.NanosecondsPerOp))
                );
                read++;
            }
            catch (ReportFormatException refused)
            {
                Assert.DoesNotContain('\n', refused.Message);
            }
        }

        Assert.InRange(read, 1, Mutations);
    }

    private static string Mutate(string text, Random random)
    {
        StringBuilder mutated = new(text);
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(mutated.Length);
            _ = random.Next(3) switch
            {
                0 => mutated.Remove(at, Math.Min(random.Next(1, 40), mutated.Length - at)),
                1 => mutated.Insert(at, Pieces[random.Next(Pieces.Length)]),
                _ => mutated.Append(mutated.ToString(at, Math.Min(random.Next(1, 80), mutated.Length - at))),
            };
        }

        return mutated.ToString();
    }
}
