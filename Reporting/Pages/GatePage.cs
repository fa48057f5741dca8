using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>A gate's verdict as a page: what is slower, by how much, how sure, and every pair.</summary>
internal static class GatePage
{
    /// <summary>The title of the page.</summary>
    public const string Title = "Benchmark gate";

    /// <param name="result">Of a finished run.</param>
    /// <param name="link">Links the files of an explanation; null where there are none.</param>
    public static string Render(GateResult result, Func<Explanation, ImmutableArray<Block>>? link = null) =>
        Page.Render(
            Title,
            GateDocument.Conclude(result).Text,
            GateDocument.Create(
                result,
                GatePictures.Draw(result),
                explanation => [.. DrawFlames(result, explanation), .. link?.Invoke(explanation) ?? []]
            )
        );

    private static ImmutableArray<Block> DrawFlames(GateResult result, Explanation explanation) =>
        [
            FlamePicture.Draw(
                [.. result.Run.Profiles.Where(profile => profile.Benchmark == explanation.Benchmark)],
                GateDocument.Names(result.Run).GetValueOrDefault(explanation.Benchmark, explanation.Benchmark),
                FormattableString.Invariant($"gate-flames-{result.Explanations.IndexOf(explanation) + 1}")
            ),
        ];
}
