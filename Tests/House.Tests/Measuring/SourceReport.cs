using ConcurrencyBench.House.Tests.Checkouts;
using ConcurrencyBench.House.Tests.Sources;

namespace ConcurrencyBench.House.Tests.Measuring;

/// <summary>Prints what the source files of a checkout say.</summary>
internal static class SourceReport
{
    private const int ShownFunctions = 40;

    private static readonly ImmutableArray<(string Title, Func<Figures, string> GetText)> Columns =
    [
        ("project", figures => figures.Name),
        ("files", figures => Show(figures.Files.Length)),
        ("lines", figures => Show(figures.Lines)),
        ("not blank", figures => Show(figures.LinesWithText)),
        ("characters", figures => Show(figures.Characters)),
        ("widest", figures => Show(figures.WidestLine)),
        ($"over {WideLine.Limit}", figures => Show(figures.WideLines.Length)),
        ("functions", figures => Show(figures.Functions.Length)),
        ("median", figures => Show(figures.GetFunctionLines(0.5))),
        ("p90", figures => Show(figures.GetFunctionLines(0.9))),
        ("max", figures => Show(figures.GetFunctionLines(1))),
        ("Of", figures => Show(figures.MethodsNamedOf.Length)),
        ("summaries", figures => Show(figures.Summaries.Length)),
        ("questions", figures => Show(figures.Questions.Length)),
        ("share", figures => figures.QuestionShare.ToString("P1", CultureInfo.InvariantCulture)),
        ("unitless", figures => Show(figures.UnitlessTimes.Length)),
    ];

    /// <summary>Writes the table, then what stands behind its columns.</summary>
    public static void Write(Checkout checkout, TextWriter output)
    {
        Figures products = Figures.Measure("all products", checkout.ProductFiles);
        Figures tests = Figures.Measure("tests", checkout.TestFiles);
        WriteTable([.. checkout.Products.Select(project => MeasureProject(checkout, project)), products, tests], output);
        WriteList($"Product functions, the {ShownFunctions} longest", products.Functions.Take(ShownFunctions), output);
        WriteList("Methods called Of", products.MethodsNamedOf, output);
        WriteList("Summaries that begin with What, Who, How or Whether", products.Questions, output);
        WriteList("Numbers named as times without a unit", products.UnitlessTimes, output);
        WriteList("Namespaces that differ from their folders", FindMisplacedNamespaces(checkout), output);
        WriteDuplicates("Product", DuplicateFinder.Find(checkout.ProductFiles), output);
        WriteDuplicates("Test", DuplicateFinder.Find(checkout.TestFiles), output);
        WriteList("Product lines over the limit", products.WideLines, output);
        WriteList("Test lines over the limit", tests.WideLines, output);
    }

    /// <summary>Finds the namespaces of products that are not their folders'.</summary>
    public static IEnumerable<MisplacedNamespace> FindMisplacedNamespaces(Checkout checkout) =>
        checkout.Products.SelectMany(project =>
            checkout
                .ProductFiles.Where(file => file.Project == project.Name)
                .SelectMany(file =>
                    MisplacedNamespace.Find(file, project.RootNamespace, Path.GetRelativePath(checkout.Folder, project.Folder))
                )
        );

    private static Figures MeasureProject(Checkout checkout, Project project) =>
        Figures.Measure(project.Name, [.. checkout.ProductFiles.Where(file => file.Project == project.Name)]);

    private static void WriteTable(ImmutableArray<Figures> rows, TextWriter output)
    {
        ImmutableArray<string> titles = [.. Columns.Select(column => column.Title)];
        IEnumerable<ImmutableArray<string>> cells = rows.Select(row => Columns.Select(column => column.GetText(row)).ToImmutableArray());
        output.WriteLine();
        foreach (string line in TextTable.Render([titles, .. cells]))
        {
            output.WriteLine(line);
        }
    }

    private static void WriteDuplicates(string name, ImmutableArray<DuplicateBlock> blocks, TextWriter output)
    {
        int lines = DuplicateBlock.CountLines(blocks);
        WriteList($"{name} duplicates between projects", blocks.Where(block => block.IsAcrossProjects), output);
        WriteList($"{name} duplicates within a project", blocks.Where(block => !block.IsAcrossProjects), output);
        output.WriteLine($"\n{name} duplicates together: {blocks.Length} blocks, {lines} lines");
    }

    private static void WriteList<T>(string title, IEnumerable<T> items, TextWriter output)
    {
        ImmutableArray<T> all = [.. items];
        output.WriteLine($"\n== {title}: {all.Length}");
        foreach (T item in all)
        {
            output.WriteLine($"  {item}");
        }
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
