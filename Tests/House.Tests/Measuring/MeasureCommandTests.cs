using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Measuring;

public sealed class MeasureCommandTests : IDisposable
{
    private readonly CheckoutFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Run_NoSuchFolder_SaysSoAndFails()
    {
        Assert.Equal(1, MeasureCommand.Run(Path.Combine(_folder.Path, "missing"), _output, _error));
        Assert.Contains("missing'. Name the folder of a checkout: measure FOLDER", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void Run_ACheckoutThatIsNotBuilt_PrintsTheSourcesAndNamesWhatIsMissing()
    {
        _folder.WriteProject("One");
        _folder.Write("One/A.cs", "class A\n{\n    int Of() => 1;\n}\n");
        Assert.Equal(0, MeasureCommand.Run(_folder.Path, _output, _error));
        Assert.Contains("== Methods called Of: 1\n  One/A.cs:3\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("== Assemblies that have not been built: 1\n", _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }
}
