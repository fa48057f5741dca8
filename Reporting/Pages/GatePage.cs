using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>A gate's verdict as a page: what is slower, by how much, how sure, and every pair.</summary>
internal static class GatePage
{
    /// <summary>The title of the page.</summary>
    public const string Title = "Benchmark gate";

    public static string Render(GateResult result) =>
        Page.Render(Title, GateDocument.Conclude(result).Text, GateDocument.Create(result, GatePictures.Draw(result)));
}
