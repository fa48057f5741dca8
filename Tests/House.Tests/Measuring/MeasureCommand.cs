using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Measuring;

/// <summary>The verb <c>measure</c>: prints the figures of a checkout, so that two checkouts can be compared.</summary>
internal static class MeasureCommand
{
    /// <summary>Measures a checkout.</summary>
    /// <param name="folder">Its folder. The arrows are read from what was built in the configuration of this program.</param>
    /// <param name="output">Takes the figures.</param>
    /// <param name="error">Takes what went wrong.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string folder, TextWriter output, TextWriter error)
    {
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"There is no folder '{folder}'. Name the folder of a checkout: measure FOLDER");
            return 1;
        }

        Checkout checkout = Checkout.Load(folder);
        output.WriteLine(checkout.Folder);
        SourceReport.Write(checkout, output);
        ArrowReport.Write(BuiltCheckout.Load(checkout, BuiltCheckout.GetConfiguration()), output);
        return 0;
    }
}
