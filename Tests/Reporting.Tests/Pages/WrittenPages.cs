using ConcurrencyBench.Reporting.Tests.Pages;

[assembly: AssemblyFixture(typeof(WrittenPages))]

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The pages that many tests open, written once, when the first of them wants one.</summary>
public sealed class WrittenPages : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<EveryPage> _pages;

    public WrittenPages() => _pages = new(() => EveryPage.Write(_folder));

    /// <summary>The files of all of them.</summary>
    internal ImmutableArray<string> All => _pages.Value.All;

    /// <summary>See <see cref="SamplePages.WriteIndex"/>.</summary>
    internal string Index => _pages.Value.Index;

    /// <summary>See <see cref="SamplePages.FindComparison"/>.</summary>
    internal string Comparison => _pages.Value.Comparison;

    /// <summary>See <see cref="SamplePages.WriteGate"/>.</summary>
    internal string Gate => _pages.Value.Gate;

    public void Dispose() => _folder.Dispose();
}
